// The service sends other fields than before: told and taken, then stopped for and dismissed. In the window.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDesk } from '../harness/desk.mjs';
import { jsonLines, writeSetup } from '../harness/setup-file.mjs';
import { writeCsv } from '../harness/spreadsheets.mjs';

const PEOPLE = 12;

test('a column more is told and taken; then runs stop for one, until it is dismissed', async (t) => {
  const desk = await openDesk(t);
  const { page, session } = desk;
  const folder = join(session.folder, 'exports');
  const save = (head, more) => writeCsv(join(folder, 'people.csv'), [['email', 'name', ...head], ...Array.from({ length: PEOPLE }, (_, n) => [`person${n}@example.com`, `Person ${n}`, ...more(n)])]);
  await save([], () => []);
  const applied = await desk.tributary('apply', await writeSetup(session.folder, setup(folder)));
  assert.equal(applied.status, 0, applied.stderr);
  const rows = async () => jsonLines((await desk.tributary('data', 'Contacts', '--format', 'jsonl')).stdout);
  const until = async (what, holds) => {
    for (let tries = 0; tries < 200; tries++) {
      if (await holds()) return;
      await page.waitForTimeout(250);
    }
    assert.fail(`${what} did not come`);
  };
  await until('the first run', async () => (await rows()).length === PEOPLE);
  const open = async () => {
    await desk.go('Integrations');
    await page.getByRole('link', { name: 'Files' }).first().click();
    await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor();
  };
  const syncNow = async () => {
    await page.getByRole('button', { name: 'What to do with Files' }).click();
    await page.getByRole('menuitem', { name: 'Run now' }).click();
  };
  const dialog = page.getByRole('dialog', { name: 'Mapping' });

  await t.test('the run goes on, names the new column, and the mapping offers it', async () => {
    await save(['city'], (n) => [n % 2 === 0 ? 'Laval' : 'Lévis']);
    await open();
    await syncNow();
    await page.getByText('The service sends the new field “city”.').waitFor();
    await desk.shot('fields-told');
    await desk.go('Overview');
    await page.getByText('“people” of “Files” has other fields than before.').waitFor();
    await desk.shot('fields-overview');
    await open();
    await page.getByRole('button', { name: 'Open the mapping' }).click();
    const row = dialog.getByRole('row', { name: /^city / });
    await row.getByText('New', { exact: true }).waitFor();
    await row.getByRole('button', { name: 'Add city' }).click();
    await dialog.getByRole('button', { name: 'When fields change: tell me' }).click();
    await page.getByRole('menuitemradio').first().waitFor();
    await page.waitForTimeout(400); // it fades in
    await desk.shot('fields-mapping');
    await page.getByRole('menuitemradio', { name: /^stop/ }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('The fields of people have changed.').waitFor({ state: 'detached' });
    await open();
    await syncNow();
    await until('the new values', async () => (await rows()).every((one) => one.City !== null && one.City !== undefined));
  });

  await t.test('under “stop” the next new column ends the run before it writes, and Dismiss lets it go on', async () => {
    const before = await rows();
    await save(['city', 'shoe size'], (n) => ['Québec', 36 + n]);
    await open();
    await syncNow();
    await page.getByText('No run goes on before you take what you need in the mapping, or dismiss it.').waitFor();
    await desk.shot('fields-stopped');
    assert.deepEqual(await rows(), before);
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await page.getByText('The fields of people have changed.').waitFor({ state: 'detached' });
    await syncNow();
    await until('the run after it was dismissed', async () => (await rows()).every((one) => one.City === 'Québec'));
  });

  assert.deepEqual(desk.problems, []);
});

function setup(folder) {
  return {
    project: { tables: [{ name: 'Contacts', fields: [{ name: 'Email', type: 'email' }, { name: 'Name', type: 'text' }] }] },
    source_configurations: [{
      name: 'Files', source: 'spreadsheet', settings: { path: folder },
      data_transfers: [{ data_type: 'people', table: 'Contacts', active: true, mapping: [{ from: 'email', to: 'Email', primary_key: true }, { from: 'name', to: 'Name' }] }],
    }],
    integrations: [{ name: 'Files', source_configuration: 'Files', every: '24h', active: true, updates: { people: ['created', 'updated', 'deleted'] } }],
  };
}
