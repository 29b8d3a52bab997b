import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { counts } from '@/bridge/fake/seed';
import { calls, emit, failNext, resetWorld, world } from '@/bridge/fake/world';
import { setLanguage } from '@/i18n/i18n';
import { formatClock } from '@/lib/format';
import { renderRoutes } from '@/testing/render';
import { routes } from '../routes';
import { pathOf, recordLines } from './record-lines';

const open = (at: string) => renderRoutes(routes, at);

describe('runs', () => {
  it('stand newest first with what each did, and more on demand', async () => {
    const { user } = open('/activity');
    const table = await screen.findByRole('table', { name: 'Runs' });
    const rows = () => within(table).getAllByRole('row').slice(1);
    expect(rows()).toHaveLength(50);
    expect(rows()[0]).toHaveTextContent('Clients d’affaires');
    expect(rows()[1]).toHaveTextContent(/Clients et commandes.*Done.*by schedule.*Customers370.*0.*Orders51202/);
    await user.click(screen.getByRole('button', { name: 'Show more' }));
    await waitFor(() => expect(rows()).toHaveLength(69));
    expect(screen.queryByRole('button', { name: 'Show more' })).not.toBeInTheDocument();
  });

  it('opens completeness, warnings and errors in words', async () => {
    const { user } = open('/activity?integration=i-shop');
    const names = await screen.findAllByRole('button', { name: 'Clients et commandes' });
    await user.click(names[1] ?? document.body);
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText('The shop did not answer.')).toBeVisible();
    await user.click(within(alert).getByRole('button', { name: 'Details' }));
    expect(within(alert).getByText(/503 after 4 tries/)).toBeInTheDocument();
    await user.click(names[2] ?? document.body);
    expect(screen.getByText('1,204 of 1,204 records are in Contacts')).toBeVisible();
    expect(screen.getByText('8,913 of 9,131 records are in Orders')).toBeVisible();
    expect(screen.getByRole('link', { name: '214 records with errors (Not a number: 201, Key is shared: 13)' })).toHaveAttribute('href', '/activity/errors?integration=i-shop');
    expect(screen.getByRole('link', { name: '4 left out by your choice' })).toHaveAttribute('href', '/integrations/i-shop');
  });

  it('shows what the service was asked, and says where that is not known any more', async () => {
    const { user } = open('/activity?integration=i-shop');
    await user.click((await screen.findAllByRole('button', { name: 'Clients et commandes' }))[1] ?? document.body);
    await user.click(await screen.findByRole('button', { name: 'See the requests' }));
    const dialog = await screen.findByRole('dialog', { name: 'Requests of the run' });
    expect(await within(dialog).findByText('1,207 requests · 2 failed · 58.1 MB')).toBeVisible();
    const lines = within(dialog).getAllByRole('row').map((r) => r.textContent);
    expect(lines[2]).toMatch(/^429GEThttps:.*page=2/);
    expect(lines[4]).toBe('1,200 requests between are not kept');
    await user.keyboard('{Escape}');
    open('/activity?integration=i-prices');
    await user.click((await screen.findAllByRole('button', { name: 'Prix fournisseurs' }))[0] ?? document.body);
    const [see] = (await screen.findAllByRole('button', { name: 'See the requests' })).slice(-1);
    await user.click(see ?? document.body);
    expect(await screen.findByText(/No requests are known of this run/)).toBeVisible();
  });

  it('takes a run back after showing what will happen, and pauses its integration', async () => {
    const { user } = open('/activity?integration=i-prices');
    await user.click((await screen.findAllByRole('button', { name: 'Prix fournisseurs' }))[0] ?? document.body);
    await user.click(await screen.findByRole('button', { name: 'Undo this run' }));
    const dialog = await screen.findByRole('dialog', { name: 'Undo this run' });
    const changes = await within(dialog).findByRole('list', { name: 'What will happen' });
    expect(within(changes).getAllByRole('listitem').map((l) => l.textContent)).toEqual(['zoe.caron@courriel.examplewill be removed', 'alexis.cote@courriel.examplewill be set backCityGatineauHull', 'lea.tremblay@courriel.examplewill be set backPhone418 555-0142empty']);
    expect(within(dialog).getByRole('list', { name: 'Left as they are' })).toHaveTextContent('changed since');
    expect(within(dialog).getByText('2 rows will be set back · 1 row it created will be removed · 1 row stays as it is')).toBeVisible();
    await user.click(within(dialog).getByRole('button', { name: 'Undo' }));
    expect(await screen.findByText('The run is undone. Its integration is paused.')).toBeVisible();
    expect(await screen.findByText('This run has been undone.')).toBeVisible();
    expect(world.integrations.find((i) => i.id === 'i-prices')?.pausedUntil).not.toBe('');
  });

  it('filters by result, and clears', async () => {
    const { user } = open('/activity?integration=i-prices');
    await user.click(await screen.findByLabelText('Result', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: 'Cancelled' }));
    expect(await screen.findByText('No run fits these filters.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(await screen.findByRole('table', { name: 'Runs' })).toBeVisible();
  });

  it('shows how far a run has come, without asking again', async () => {
    open('/activity');
    expect(await screen.findByText('Running, 180 of 412')).toBeVisible();
    const asked = calls.length;
    emit('run:progressed', { run: 'r-2', integration: 'i-crm', dataType: 'contacts', counts: counts({ read: 300, created: 9 }), total: 412, perSecond: 30, waitsUntil: '' });
    expect(await screen.findByText('Running, 300 of 412')).toBeVisible();
    expect(calls).toHaveLength(asked);
  });

  it('says that a run waits for the service, also while what was read before is written', async () => {
    open('/activity');
    await screen.findByText('Running, 180 of 412');
    const running = { run: 'r-2', integration: 'i-crm', dataType: 'contacts', counts: counts({ read: 200 }), total: 412, perSecond: 30, waitsUntil: '' };
    const until = new Date(Date.now() + 600_000);
    emit('run:progressed', { ...running, waitsUntil: until.toISOString() });
    const words = `Waits for the service until ${formatClock(until, 'en-GB')}`;
    expect(await screen.findByText(words)).toBeVisible();
    emit('run:progressed', { ...running, counts: counts({ read: 240 }) });
    expect(screen.getByText(words)).toBeVisible();
  });

  it('says so while nothing ran', async () => {
    resetWorld('empty');
    open('/activity');
    expect(await screen.findByText(/Nothing has run yet/)).toBeVisible();
  });
});

describe('record errors', () => {
  it('counts reasons, shows the record with its field marked, and leads to the mapping', async () => {
    const { user } = open('/activity/errors?integration=i-shop');
    await user.click(await screen.findByLabelText('Reason', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: 'Not a date (1)' }));
    const table = await screen.findByRole('table', { name: 'Record errors' });
    await waitFor(() => expect(within(table).getAllByRole('row')).toHaveLength(2));
    await user.click(within(table).getByRole('button', { name: /31\/02\/2026/ }));
    const drawer = await screen.findByRole('dialog', { name: 'Orders 10377' });
    expect(drawer.querySelector('mark')).toHaveTextContent('"date_created_gmt": "31/02/2026",');
    expect(drawer).toHaveTextContent('page 3, record 12');
    expect(within(drawer).getByRole('link', { name: 'Open the mapping' })).toHaveAttribute('href', '/configuration/c-shop?mapping=t-orders');
    await user.click(within(drawer).getByRole('button', { name: 'Replay' }));
    expect(await screen.findByText('1 became a row.')).toBeVisible();
    expect(await screen.findByText('No record error fits these filters.')).toBeVisible();
  });

  it('corrects a record by hand and replays it', async () => {
    const { user } = open('/activity/errors?integration=i-shop');
    await user.click(await screen.findByRole('button', { name: /31\/02\/2026/ }));
    const drawer = await screen.findByRole('dialog', { name: 'Orders 10377' });
    await user.click(within(drawer).getByRole('button', { name: 'Correct the record' }));
    const text = within(drawer).getByLabelText('The record, to be corrected');
    expect(within(drawer).getByRole('button', { name: 'Replay the corrected record' })).toBeDisabled();
    await user.clear(text);
    await user.paste('{"id": 10377, "date_created_gmt": "28/02/2026"}');
    await user.click(within(drawer).getByRole('button', { name: 'Replay the corrected record' }));
    expect(await screen.findByText('It became a row.')).toBeVisible();
    expect(world.recordErrors.some((e) => e.identity === '10377')).toBe(false);
  });

  it('replays all, and says how many became rows', async () => {
    const { user } = open('/activity/errors');
    await user.click(await screen.findByRole('button', { name: 'Replay all' }));
    expect(await screen.findByText('1 became a row, 2 still could not.')).toBeVisible();
    expect(await screen.findByText('2 open record errors')).toBeVisible();
  });

  it('ignores what is ticked, takes it back, and finds it among the ignored', async () => {
    const { user } = open('/activity/errors');
    await user.click(await screen.findByRole('checkbox', { name: 'Choose record 10412' }));
    await user.click(screen.getByRole('checkbox', { name: 'Choose record 10398' }));
    expect(screen.getByText('2 chosen')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Ignore' }));
    expect(await screen.findByText('2 record errors are ignored.')).toBeVisible();
    expect(await screen.findByText('1 open record error')).toBeVisible();
    await user.click(screen.getByRole('radio', { name: 'Ignored' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Choose record 10398' }));
    await user.click(screen.getByRole('button', { name: 'Stop ignoring' }));
    await waitFor(() => expect(world.recordErrors.filter((e) => e.ignored).map((e) => e.id)).toEqual(['e-1']));
  });

  it('shows what went wrong', async () => {
    failNext('ActivityAPI.RecordErrors', { what: 'The project cannot be read.' });
    open('/activity/errors');
    expect(await screen.findByText('The project cannot be read.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeVisible();
  });

  it('speaks French, and says when every record became a row', async () => {
    resetWorld('empty');
    await setLanguage('fr');
    open('/activity/errors');
    expect(await screen.findByText('Chaque fiche est devenue une ligne.')).toBeVisible();
  });
});

describe('the lines of a record', () => {
  it('marks one field, however deep', () => {
    const lines = recordLines('{"a":{"b.c":[1,{"d":null}]},"e":{}}', 'a.b\\.c.1.d');
    expect(lines.filter((l) => l.isMarked).map((l) => l.text.trim())).toEqual(['"d": null']);
    expect(lines.map((l) => l.text).join('\n')).toBe(JSON.stringify({ a: { 'b.c': [1, { d: null }] }, e: {} }, null, 2));
  });
  it('shows a record that was cut as it is', () => expect(recordLines('{"a": 1', 'a')).toEqual([{ text: '{"a": 1', isMarked: false }]));
  it('reads dots in names', () => expect(pathOf('a\\.b.c')).toEqual(['a.b', 'c']));
});
