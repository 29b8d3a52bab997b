import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { project } from '@/bridge/client';
import { calls, failNext, resetWorld, world } from '@/bridge/fake/world';
import { setLanguage } from '@/i18n/i18n';
import { renderRoutes } from '@/testing/render';
import { routes } from '../routes';

// jsdom lays nothing out: the grid needs to know how much of it is seen.
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 600 });
  Object.defineProperty(HTMLElement.prototype, 'clientWidth', { configurable: true, value: 2400 });
  Element.prototype.scrollTo = () => undefined;
});

const copied = vi.fn<(text: string) => Promise<void>>();
beforeEach(() => {
  copied.mockReset().mockResolvedValue();
});

function open(at: string) {
  const shown = renderRoutes(routes, at);
  // user-event brings a clipboard of its own; ours only listens.
  Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: copied } });
  return shown;
}

const grid = (table = 'Contacts') => screen.findByRole('grid', { name: `Rows of ${table}` });
const cells = (box: HTMLElement, row: number) =>
  within(box)
    .getAllByRole('row')
    .find((r) => r.getAttribute('aria-rowindex') === String(row + 2))
    ?.querySelectorAll('[role=gridcell]');
const keyOf = (box: HTMLElement, row: number) => cells(box, row)?.[0]?.textContent;
const activeText = (box: HTMLElement) => document.getElementById(box.getAttribute('aria-activedescendant') ?? '')?.textContent;

describe('the tables of the project', () => {
  it('says what each holds and who feeds it, and leads to its rows', async () => {
    const { user } = open('/project');
    const list = await screen.findByRole('table', { name: 'Tables' });
    expect(within(list).getByRole('row', { name: /Contacts 1,391 .*Clients et commandes/ })).toBeVisible();
    await user.click(within(list).getByRole('link', { name: 'Contacts' }));
    expect(await screen.findByRole('heading', { name: 'Contacts', level: 1 })).toBeVisible();
    expect(await screen.findByText('1,391 rows, 9 fields. Fed by Clients et commandes and Clients d’affaires.')).toBeVisible();
  });

  it('renames a table where it stands in the list', async () => {
    const { user } = open('/project');
    await user.pointer({ keys: '[MouseRight]', target: await screen.findByText('Contacts') });
    expect(await screen.findByRole('menuitem', { name: 'Open' })).toBeInTheDocument();
    await user.click(screen.getByRole('menuitem', { name: 'Rename the table' }));
    const name = within(await screen.findByRole('dialog')).getByRole('textbox');
    await user.clear(name);
    await user.type(name, 'Clients{Enter}');
    expect(await screen.findByRole('link', { name: 'Clients' })).toBeVisible();
  });

  it('offers to connect a service while there is none', async () => {
    resetWorld('empty');
    open('/project');
    expect(await screen.findByRole('link', { name: 'Connect a service' })).toHaveAttribute('href', '/connect');
  });

  it('creates a table with fields, and keeps what was typed when it is refused', async () => {
    const { user } = open('/project');
    await user.click(await screen.findByRole('button', { name: 'Create a table' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Create' }));
    expect(within(dialog).getAllByText('Give it a name.')).toHaveLength(2);
    await user.type(within(dialog).getByLabelText('Name'), 'Suppliers');
    await user.type(within(dialog).getByRole('textbox', { name: 'Field' }), 'Company');
    failNext('ProjectAPI.CreateTable', { what: 'A table of this name stands here already.' });
    await user.click(within(dialog).getByRole('button', { name: 'Create' }));
    expect(await within(dialog).findByText('A table of this name stands here already.')).toBeVisible();
    await user.click(within(dialog).getByRole('button', { name: 'Create' }));
    expect(await screen.findByRole('heading', { name: 'Suppliers', level: 1 })).toBeVisible();
    expect(await screen.findByText('No row yet, and no integration feeds this table.')).toBeVisible();
    expect(world.tables.at(-1)).toMatchObject({ name: 'Suppliers', fields: [{ name: 'Company', type: 'text' }] });
  });
});

describe('the grid', () => {
  it('sorts by a head: up, down, as stored', async () => {
    const { user } = open('/project/Contacts');
    const box = await grid();
    const head = within(box).getByRole('columnheader', { name: /^First name/ });
    await user.click(within(head).getByRole('button'));
    await waitFor(() => expect(head).toHaveAttribute('aria-sort', 'ascending'));
    await waitFor(() => expect(cells(box, 1)?.[1]?.textContent).toBe('Alexis'));
    expect(cells(box, 2)?.[1]?.textContent).toBe('Alexis');
    await user.click(within(head).getByRole('button'));
    await waitFor(() => expect(head).toHaveAttribute('aria-sort', 'descending'));
    await waitFor(() => expect(cells(box, 1)?.[1]?.textContent).toBe('Zoé'));
    await user.click(within(head).getByRole('button'));
    await waitFor(() => expect(head).toHaveAttribute('aria-sort', 'none'));
  });

  it('filters by typing, counts what fits, and clears', async () => {
    const { user } = open('/project/Contacts');
    const box = await grid();
    await user.type(within(box).getByRole('textbox', { name: 'Filter City' }), 'gatin');
    expect(await screen.findByText('82 of 1,391 rows')).toBeVisible();
    expect(screen.getByText('City contains “gatin”')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Export 82 rows' })).toBeVisible();
    await user.type(screen.getByRole('searchbox', { name: 'Search Contacts' }), 'nobody');
    expect(await screen.findByText('No row fits these filters.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Clear filters' }));
    expect(await screen.findByText('1,391 rows')).toBeVisible();
    expect(within(box).getByRole('textbox', { name: 'Filter City' })).toHaveValue('');
  });

  it('filters numbers by a range and finds empty values', async () => {
    const { user } = open('/project/Contacts');
    const box = await grid();
    await user.click(within(box).getByRole('button', { name: 'Filter Orders' }));
    await user.type(await screen.findByLabelText('From'), 'x');
    await user.click(screen.getByRole('button', { name: 'Filter' }));
    expect(screen.getByLabelText('From')).toBeInvalid();
    await user.clear(screen.getByLabelText('From'));
    await user.type(screen.getByLabelText('From'), '22');
    await user.type(screen.getByLabelText('To'), 'x');
    await user.click(screen.getByRole('button', { name: 'Filter' }));
    expect(screen.getByText('This is no number.')).toBeVisible();
    expect(screen.getByLabelText('From')).toBeValid();
    expect(screen.getByLabelText('To')).toBeInvalid();
    await user.clear(screen.getByLabelText('To'));
    await user.click(screen.getByRole('button', { name: 'Filter' }));
    expect(await screen.findByText('Orders 22 or more')).toBeVisible();
    await waitFor(() => expect(cells(box, 1)?.[6]?.textContent).toBe('22'));
    await user.click(screen.getByRole('button', { name: 'Remove the filter: Orders 22 or more' }));

    await user.click(within(box).getByRole('button', { name: 'More ways to filter Phone' }));
    await user.click(await screen.findByLabelText('Show rows where it', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: 'is empty' }));
    await user.click(screen.getByRole('button', { name: 'Filter' }));
    await waitFor(() => expect(keyOf(box, 1)).toBe('dominic.roy@courriel.example'));
    expect(cells(box, 1)?.[3]?.textContent).toBe('empty');
  });

  it('marks what changed since yesterday', async () => {
    const { user } = open('/project/Contacts');
    const box = await grid();
    expect(within(box).queryByText('New')).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Changed since' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Since yesterday' }));
    expect(await within(box).findByText('New')).toBeVisible();
    expect(cells(box, 1)?.[4]?.textContent).toBe('Gatineauchanged');
  });

  it('is moved through and copied by keys', async () => {
    const { user } = open('/project/Contacts');
    const box = await grid();
    await waitFor(() => expect(keyOf(box, 1)).toBe('alexis.cote@courriel.example'));
    box.focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowRight}');
    expect(activeText(box)).toBe('Camille');
    await user.keyboard('{Home}');
    expect(activeText(box)).toBe('c.pelletier@poste.example');
    await user.keyboard('{Control>}{Home}{/Control}{ArrowRight}{Shift>}{ArrowRight}{ArrowDown}{/Shift}{Control>}c{/Control}');
    await waitFor(() => expect(copied).toHaveBeenCalledWith('Alexis\tCôté\nCamille\tPelletier'));
    expect(await screen.findByText('4 cells are copied.')).toBeVisible();
    expect(within(box).getAllByRole('gridcell', { selected: true })).toHaveLength(4);
  });

  it('opens a row by Enter, explains it, and follows the keys', async () => {
    const { user } = open('/project/Contacts');
    const box = await grid();
    await waitFor(() => expect(keyOf(box, 5)).toBe('lea.tremblay@courriel.example'));
    box.focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{Enter}');
    const drawer = await screen.findByRole('dialog', { name: 'lea.tremblay@courriel.example' });
    expect(drawer).toHaveTextContent('From billing.city of Boutique en ligne');
    expect(drawer).toHaveTextContent('Replaced “Québec”.');
    expect(drawer).toHaveTextContent('Kept for 30 days');
    expect(drawer).toHaveTextContent('City: Québec Lévis');
    await user.click(within(drawer).getByRole('button', { name: 'Show 5 more fields' }));
    expect(drawer).toHaveTextContent('Not changed for more than 30 days.');
    await user.click(within(drawer).getByRole('tab', { name: 'JSON' }));
    expect(drawer).toHaveTextContent('"City": "Lévis"');
    box.focus();
    await user.keyboard('{ArrowDown}');
    expect(await screen.findByRole('dialog', { name: 'm.gagnon@poste.example' })).toBeVisible();
  });

  it('asks for a page of a million rows only where one looks', async () => {
    const { user } = open('/project/Visits');
    const box = await grid('Visits');
    expect(box).toHaveAttribute('aria-rowcount', '1000002');
    await waitFor(() => expect(keyOf(box, 1)).toBe('Visit 0000001'));
    box.focus();
    await user.keyboard('{ArrowDown}{Control>}{Home}{/Control}');
    expect(within(box).getAllByRole('row').length).toBeLessThan(60);
    const asked = calls.filter((c) => c.name === 'ProjectAPI.Rows').map((c) => c.asked);
    expect(asked).toEqual([expect.objectContaining({ table: 'Visits', offset: 0, limit: 200 })]);
  });

  it('saves what is looked at as a view, shows it again, and opens the table with it', async () => {
    const { user } = open('/project/Contacts?search=gatineau&sort=City');
    await user.click(await screen.findByRole('button', { name: 'Columns' }));
    await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Notes' }));
    await user.keyboard('{Escape}');
    expect(await screen.findByRole('button', { name: '8 of 9 columns' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Views' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Save as a new view' }));
    const dialog = await screen.findByRole('dialog', { name: 'Save as a new view' });
    await user.type(within(dialog).getByRole('textbox', { name: 'Name of the view' }), 'Gatineau');
    await user.click(within(dialog).getByRole('checkbox', { name: 'Show it when the table is opened' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('button', { name: 'Gatineau' })).toBeVisible();
    expect(calls.find((c) => c.name === 'ProjectAPI.SaveView')?.asked).toMatchObject({ name: 'Gatineau', isDefault: true, search: 'gatineau', sort: 'City', fields: expect.not.arrayContaining(['Notes']) as string[] });
    await user.click(screen.getByRole('button', { name: 'Gatineau' }));
    await user.click(await screen.findByRole('menuitem', { name: 'All rows' }));
    expect(await screen.findByText('1,391 rows')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Views' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Sans téléphone' }));
    expect(await screen.findByText('Phone is empty')).toBeVisible();
    cleanup();
    open('/project/Contacts');
    expect(await screen.findByText('82 of 1,391 rows')).toBeVisible();
    expect(screen.getByRole('searchbox', { name: 'Search Contacts' })).toHaveValue('gatineau');
  });

  it('shows each value under its own head, also while the rows of other columns are on their way', async () => {
    const { user } = open('/project/Contacts?columns=["Email","City","Orders"]');
    const box = await grid();
    const values = () => [...(cells(box, 1) ?? [])].map((cell) => cell.textContent);
    const heads = () => within(box).getAllByRole('columnheader').map((head) => head.textContent);
    expect(values()).toEqual(['alexis.cote@courriel.example', 'Gatineau', '0']);
    const answer = vi.spyOn(project, 'Rows').mockReturnValue(new Promise(() => undefined));
    await user.click(screen.getByRole('button', { name: '3 of 9 columns' }));
    await user.click(await screen.findByRole('menuitemcheckbox', { name: 'First name' }));
    await screen.findByRole('button', { name: '4 of 9 columns' });
    expect(heads()).toHaveLength(values().length);
    expect(values()).toEqual(['alexis.cote@courriel.example', 'Gatineau', '0']);
    answer.mockRestore();
  });

  it('says of a search that finds nothing what was looked for, whatever is marked as changed', async () => {
    const { user } = open('/project/Contacts?search=zzz&since=week');
    expect(await screen.findByText('No row contains “zzz”.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Show all rows' }));
    expect(await screen.findByText('1,391 rows')).toBeVisible();
  });

  it('leads from a table that is gone to the project', async () => {
    open('/project/Nobody');
    expect(await screen.findByText('There is no table named Nobody any more.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'See the project' })).toHaveAttribute('href', '/project');
  });

  it('has columns as wide where nothing is found as where all rows are', async () => {
    const widths = async () => (await screen.findAllByRole('columnheader')).map((head) => head.style.width);
    open('/project/Contacts');
    await screen.findByText('1,391 rows');
    const whole = await widths();
    cleanup();
    open('/project/Contacts?search=zzz');
    await screen.findByText('No row contains “zzz”.');
    expect(await widths()).toEqual(whole);
  });

  it('changes, renames and removes a view', async () => {
    const { user } = open('/project/Contacts?view=Sans téléphone&filters={"Phone":{"mode":"empty"}}&sort=City&columns=["Email","First name","Last name","Phone","City"]');
    await user.click(await screen.findByRole('button', { name: 'Sans téléphone' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Rename the view' }));
    const name = await screen.findByRole('textbox', { name: 'Name of the view' });
    await user.clear(name);
    await user.type(name, 'To call{Enter}');
    expect(await screen.findByRole('button', { name: 'To call' })).toBeVisible();
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    await user.type(await screen.findByRole('searchbox', { name: 'Search Contacts' }), 'roy');
    await user.click(await screen.findByRole('button', { name: 'To call (changed)' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Save the changes to “To call”' }));
    await user.click(await screen.findByRole('button', { name: 'To call' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Remove the view' }));
    await user.click(within(await screen.findByRole('dialog', { name: 'Remove the view “To call”?' })).getByRole('button', { name: 'Remove' }));
    expect(await screen.findByText('1,391 rows')).toBeVisible();
    expect(world.views.Contacts).toEqual([]);
  });

  it('tells how far a search of a huge table is, stops it and goes on', async () => {
    const { user } = open('/project/Visits?search=visit');
    await user.click(await screen.findByRole('button', { name: 'Stop' }));
    expect(await screen.findByText(/^Search stopped after \d+% of the table\.$/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Export' })).toBeEnabled();
    await user.click(screen.getByRole('button', { name: 'Go on' }));
    await waitFor(() => expect(screen.queryByText(/looked through|stopped/)).not.toBeInTheDocument(), { timeout: 10_000 });
    expect(screen.getByRole('button', { name: /^Export [\d,]+ rows$/ })).toBeVisible();
    expect(calls.map((c) => c.name)).toEqual(expect.arrayContaining(['ProjectAPI.StopSearch', 'ProjectAPI.ContinueSearch']));
  });

  it('writes exactly what is shown, and says where', async () => {
    const { user } = open('/project/Contacts?sort=City&search=gatineau');
    await user.click(await screen.findByRole('button', { name: 'Export 82 rows' }));
    await user.click(await screen.findByRole('menuitem', { name: /CSV/ }));
    expect(await screen.findByText('82 rows are written to /home/josee/Contacts.csv.')).toBeVisible();
    expect(calls.find((c) => c.name === 'ProjectAPI.Export')?.asked).toMatchObject({ format: 'csv', query: { search: 'gatineau', sort: 'City', table: 'Contacts' } });
  });

  it('tells how far a long export is, and ends it', async () => {
    const { user } = open('/project/Orders');
    await user.click(await screen.findByRole('button', { name: /^Export 8,917 rows$/ }));
    await user.click(await screen.findByRole('menuitem', { name: /XLSX/ }));
    expect(await screen.findByText('4,000 of 8,917 rows')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(await screen.findByRole('button', { name: /^Export 8,917 rows$/ })).toBeVisible();
    expect(calls.map((c) => c.name)).toContain('ProjectAPI.CancelExport');
    expect(screen.queryByText(/^8,917 rows are written/)).not.toBeInTheDocument();
  });

  it('tells by a right click what can be done with a row, and by the keyboard', async () => {
    const { user } = open('/project/Contacts');
    const box = await grid();
    await waitFor(() => expect(cells(box, 2)?.[1]).toBeDefined());
    await user.pointer({ keys: '[MouseRight]', target: cells(box, 2)?.[1] ?? box });
    await user.click(await screen.findByRole('menuitem', { name: 'Copy the value' }));
    expect(copied).toHaveBeenCalledWith(cells(box, 2)?.[1]?.textContent);
    box.focus();
    await user.keyboard('{Shift>}{ArrowRight}{/Shift}{Shift>}{F10}{/Shift}');
    expect(await screen.findByRole('menuitem', { name: 'Copy the cells' })).toBeInTheDocument();
    await user.click(screen.getByRole('menuitem', { name: 'Show the row' }));
    expect(await screen.findByRole('dialog')).toBeVisible();
    expect(screen.queryByRole('menuitem', { name: 'Restore' })).not.toBeInTheDocument();
  });

  it('restores a deleted row', async () => {
    const { user } = open('/project/Contacts?part=deleted');
    expect(await screen.findByText('3 deleted rows')).toBeVisible();
    const box = await grid();
    await user.click((await within(box).findAllByRole('button', { name: 'Restore' }))[0] ?? document.body);
    expect(await screen.findByText('The row is in Contacts again.')).toBeVisible();
    expect(await screen.findByText('2 deleted rows')).toBeVisible();
  });

  it('says what went wrong and tries again', async () => {
    failNext('ProjectAPI.Rows', { what: 'The project cannot be read.' });
    const { user } = open('/project/Contacts');
    expect(await screen.findByText('The project cannot be read.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    const box = await grid();
    await waitFor(() => expect(keyOf(box, 1)).toBe('alexis.cote@courriel.example'));
  });

  it('speaks French', async () => {
    await setLanguage('fr');
    open('/project/Contacts');
    expect(await screen.findByRole('button', { name: /^Exporter 1.391 lignes$/ })).toBeVisible();
    expect(await screen.findByRole('grid', { name: 'Lignes de Contacts' })).toBeVisible();
  });
});

describe('the fields of a table', () => {
  it('adds and renames', async () => {
    const { user } = open('/project/Products?part=fields');
    await user.click(await screen.findByRole('button', { name: 'Add a field' }));
    const dialog = await screen.findByRole('dialog', { name: 'Add a field' });
    expect(within(dialog).getByRole('checkbox', { name: 'Required' })).toBeDisabled();
    await user.type(within(dialog).getByRole('textbox', { name: 'Field' }), 'Colour');
    await user.click(within(dialog).getByRole('button', { name: 'Add' }));
    expect(await screen.findByRole('row', { name: /^Colour Text no/ })).toBeVisible();

    await user.click(screen.getByRole('button', { name: 'What to do with the field Colour' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Rename the field' }));
    const rename = await screen.findByRole('dialog', { name: 'Rename the field' });
    await user.clear(within(rename).getByLabelText('Field'));
    await user.type(within(rename).getByLabelText('Field'), 'Shade');
    await user.click(within(rename).getByRole('button', { name: 'Rename' }));
    expect(await screen.findByRole('row', { name: /^Shade Text no/ })).toBeVisible();
  });

  it('renames the table and stays on it', async () => {
    const { user } = open('/project/Products');
    await user.click(await screen.findByRole('button', { name: 'What to do with Products' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Rename the table' }));
    const dialog = await screen.findByRole('dialog');
    await user.clear(within(dialog).getByLabelText('Name'));
    await user.type(within(dialog).getByLabelText('Name'), 'Goods');
    await user.click(within(dialog).getByRole('button', { name: 'Rename' }));
    await waitFor(() => expect(screen.getByRole('heading', { name: 'Goods', level: 1 })).toBeVisible());
  });
});
