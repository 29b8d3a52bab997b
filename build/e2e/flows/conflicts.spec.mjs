// Two files feed one table and say different things: the conflict is listed, and a person chooses who decides.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDesk } from '../harness/desk.mjs';
import { jsonLines, writeSetup } from '../harness/setup-file.mjs';
import { writeCsv } from '../harness/spreadsheets.mjs';

test('what two integrations say differently is listed, and the rows follow whoever is to decide', async (t) => {
  const desk = await openDesk(t);
  const { page, session } = desk;
  const folders = { Shop: join(session.folder, 'shop'), CRM: join(session.folder, 'crm') };
  await writeCsv(join(folders.Shop, 'people.csv'), [['email', 'name', 'city'], ['ann@example.com', 'Annie', 'Laval'], ['bob@example.com', 'Bob', 'Hull'], ['cleo@example.com', '', 'Lévis']]);
  await writeCsv(join(folders.CRM, 'people.csv'), [['email', 'name', 'city'], ['ann@example.com', 'Ann', 'Laval'], ['bob@example.com', 'Bob', 'Gatineau'], ['cleo@example.com', 'Cléo', '']]);
  const applied = await desk.tributary('apply', await writeSetup(session.folder, setup(folders)));
  assert.equal(applied.status, 0, applied.stderr);
  const rows = async () => Object.fromEntries(jsonLines((await desk.tributary('data', 'Contacts', '--format', 'jsonl')).stdout).map((r) => [r.Email, `${r.Name ?? ''} ${r.City ?? ''}`]));
  for (const name of ['Shop', 'CRM', 'Shop']) assert.equal((await desk.tributary('sync', name)).status, 0);

  await t.test('the one that was made first decides, and an empty value takes nothing away', async () => {
    assert.deepEqual(await rows(), { 'ann@example.com': 'Annie Laval', 'bob@example.com': 'Bob Hull', 'cleo@example.com': 'Cléo Lévis' });
    await desk.go('Activity');
    await page.getByRole('link', { name: 'Conflicts' }).click();
    const list = page.getByRole('table', { name: 'Conflicts' });
    await list.getByRole('row', { name: /^ann@example\.com Contacts Name Annie Shop Ann CRM/ }).waitFor();
    await list.getByRole('row', { name: /^bob@example\.com Contacts City Hull Shop Gatineau CRM/ }).waitFor();
    assert.equal(await list.getByRole('row').count(), 3); // with the heads; who says nothing is not listed
    await desk.shot('conflicts');
  });

  await t.test('by keyboard: the CRM decides of the field City, and only of it', async () => {
    const gear = page.getByRole('button', { name: 'What to do with City of bob@example.com' });
    await gear.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Choose who decides…' }).waitFor();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Who decides' });
    await dialog.getByRole('button', { name: /^Move CRM, .* up$/ }).focus();
    await page.keyboard.press('Enter');
    assert.match(await dialog.getByRole('listitem').first().innerText(), /CRM/);
    await desk.shot('conflicts-order');
    await dialog.getByRole('button', { name: 'Use this order' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('The rows of Contacts follow this order now.').waitFor();
    await page.getByRole('row', { name: /^bob@example\.com Contacts City Gatineau CRM Hull Shop/ }).waitFor();
    assert.deepEqual(await rows(), { 'ann@example.com': 'Annie Laval', 'bob@example.com': 'Bob Gatineau', 'cleo@example.com': 'Cléo Lévis' });
  });

  await t.test('the row tells what else is said; when both agree, the conflict is gone', async () => {
    await page.getByRole('link', { name: 'bob@example.com' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('Shop says “Hull”.').waitFor();
    await desk.shot('conflicts-row');
    await page.keyboard.press('Escape');
    await writeCsv(join(folders.Shop, 'people.csv'), [['email', 'name', 'city'], ['ann@example.com', 'Ann', 'Laval'], ['bob@example.com', 'Bob', 'Gatineau'], ['cleo@example.com', '', 'Lévis']]);
    assert.equal((await desk.tributary('sync', 'Shop')).status, 0);
    await desk.go('Activity');
    await page.getByRole('link', { name: 'Conflicts' }).click();
    await page.getByText('Your integrations agree.').waitFor();
    assert.deepEqual(await rows(), { 'ann@example.com': 'Ann Laval', 'bob@example.com': 'Bob Gatineau', 'cleo@example.com': 'Cléo Lévis' });
  });

  assert.deepEqual(desk.problems, []);
});

const transfer = { data_type: 'people', table: 'Contacts', active: true, mapping: [{ from: 'email', to: 'Email', primary_key: true }, { from: 'name', to: 'Name' }, { from: 'city', to: 'City' }] };

const setup = (folders) => ({

  project: { tables: [{ name: 'Contacts', fields: [{ name: 'Email', type: 'email' }, { name: 'Name', type: 'text' }, { name: 'City', type: 'text' }] }] },
  source_configurations: Object.entries(folders).map(([name, folder]) => ({ name, source: 'spreadsheet', settings: { path: folder }, data_transfers: [transfer] })),
  integrations: Object.keys(folders).map((name) => ({ name, source_configuration: name, updates: { people: ['created', 'updated', 'deleted'] }, every: '24h', active: true })),
});
