// The tables stand as files in a folder, written anew after every run that changed them; what cannot be written is told. In the window.
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDesk } from '../harness/desk.mjs';
import { writeSetup } from '../harness/setup-file.mjs';
import { writeCsv } from '../harness/spreadsheets.mjs';

test('a folder is chosen; files follow the runs, wait while it is away, and are left alone when it is switched off', async (t) => {
  const desk = await openDesk(t);
  const { page, session } = desk;
  const [folder, target, away] = ['lists', 'tables', 'away'].map((name) => join(session.folder, name));
  await mkdir(target);
  const save = (...names) => writeCsv(join(folder, 'people.csv'), [['email', 'name'], ...names.map((name) => [`${name.toLowerCase()}@example.com`, name])]);
  await save('Ann');
  const applied = await desk.tributary('apply', await writeSetup(session.folder, setup(folder)));
  assert.equal(applied.status, 0, applied.stderr);
  const sync = async () => assert.equal((await desk.tributary('sync', 'Lists')).status, 0);
  const until = async (what, holds) => {
    for (let tries = 0; tries < 240; tries++) {
      if (await holds().catch(() => false)) return;
      await page.waitForTimeout(250);
    }
    assert.fail(`${what} did not come`);
  };
  const names = async () => (await readFile(join(target, 'Contacts.csv'), 'utf8')).split('\n').slice(1).filter(Boolean).map((line) => line.trim().split(/[,;]/)[1]);
  await sync();

  await t.test('chosen in the window, the table is a file at once', async () => {
    await desk.go('Project');
    await page.getByRole('button', { name: 'Choose a folder' }).click();
    const dialog = page.getByRole('dialog', { name: /Live export folder/ });
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(join(session.folder, 'nowhere'));
    await dialog.getByText('CSV').click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByRole('alert').waitFor(); // no such folder: it is never made
    await dialog.getByRole('textbox', { name: 'Folder' }).fill(target);
    await desk.shot('live-export-dialog');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('table', { name: 'Files of the live export folder' }).getByText('Contacts.csv').waitFor();
    await until('the first file', async () => (await names()).join() === 'Ann');
    await desk.shot('live-export');
  });

  await t.test('a run that changes the table writes the file anew, and leaves nothing else there', async () => {
    await save('Ann', 'Bob');
    await sync();
    await until('the new file', async () => (await names()).join() === 'Ann,Bob');
    assert.deepEqual(await readdir(target), ['Contacts.csv']);
  });

  await t.test('while the folder is away it says so, and makes up for it', async () => {
    await rename(target, away);
    await save('Ann', 'Bob', 'Cleo');
    await sync();
    await page.getByText('The live export folder is not there', { exact: false }).first().waitFor({ timeout: 60_000 });
    await desk.shot('live-export-away');
    await rename(away, target);
    await page.getByRole('button', { name: 'Write now' }).click();
    await until('the file made up for', async () => (await names()).join() === 'Ann,Bob,Cleo');
  });

  await t.test('switched off, the files stay as they are', async () => {
    await page.getByRole('button', { name: 'Switch off' }).click();
    await page.getByRole('button', { name: 'Choose a folder' }).waitFor();
    assert.deepEqual(await names(), ['Ann', 'Bob', 'Cleo']);
  });

  assert.deepEqual(desk.problems, []);
});

const setup = (folder) => ({
  project: { tables: [{ name: 'Contacts', fields: [{ name: 'Email', type: 'email' }, { name: 'Name', type: 'text' }] }] },
  source_configurations: [{
    name: 'Lists', source: 'spreadsheet', settings: { path: folder },
    data_transfers: [{ data_type: 'people', table: 'Contacts', active: true, mapping: [{ from: 'email', to: 'Email', primary_key: true }, { from: 'name', to: 'Name' }] }],
  }],
  integrations: [{ name: 'Lists', source_configuration: 'Lists', updates: { people: ['created', 'updated', 'deleted'] }, every: '24h', active: true }],
});
