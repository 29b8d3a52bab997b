// What a person does about a run that did too much: dry run, decide about held rows, explain a row, undo, replay. In the window.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDesk } from '../harness/desk.mjs';
import { jsonLines, writeSetup } from '../harness/setup-file.mjs';
import { writeCsv } from '../harness/spreadsheets.mjs';

const PEOPLE = 40;
const person = (n) => [`person${n}@example.com`, `Person ${n}`, n % 2 === 0 ? 'Laval' : 'Lévis'];

test('a run that did too much is doubted, looked into and taken back', async (t) => {
  const desk = await openDesk(t);
  const { page, session } = desk;
  const folder = join(session.folder, 'exports');
  const save = (rows) => writeCsv(join(folder, 'people.csv'), [['email', 'name', 'city'], ...rows]);
  const all = Array.from({ length: PEOPLE }, (_, n) => person(n));
  await save(all);
  const applied = await desk.tributary('apply', await writeSetup(session.folder, setup(folder)));
  assert.equal(applied.status, 0, applied.stderr);
  // What slides in is looked at once it stands.
  const shot = async (name) => {
    await page.waitForTimeout(600);
    await desk.shot(name);
  };
  const rows = async () => jsonLines((await desk.tributary('data', 'Contacts', '--format', 'jsonl')).stdout);
  const until = async (what, holds) => {
    for (let tries = 0; tries < 200; tries++) {
      if (await holds()) return;
      await page.waitForTimeout(250);
    }
    assert.fail(`${what} did not come`);
  };
  await until('the first run', async () => (await rows()).length === PEOPLE);
  const before = await rows();
  const open = async () => {
    await desk.go('Integrations');
    await page.getByRole('link', { name: 'Files' }).first().click();
    await page.getByRole('heading', { name: 'Files', level: 1 }).waitFor();
  };
  const choose = async (what) => {
    await page.getByRole('button', { name: 'What to do with Files' }).click();
    await page.getByRole('menuitem', { name: what }).click();
  };

  await t.test('a dry run counts exactly and writes nothing', async () => {
    const changed = all.map((row, n) => (n < 3 ? [row[0], `Renamed ${n}`, ''] : row)).filter((_, n) => n !== 5);
    await save([...changed, person(99)]);
    await open();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('Nothing was written.').waitFor();
    await shot('take-back-dry-run');
    assert.deepEqual(await rows(), before);
    await choose('Run now');
    await until('the run', async () => (await rows()).some((row) => row.Name === 'Renamed 2'));
    const now = await rows();
    assert.equal(now.length, PEOPLE);
    assert.equal(now.find((row) => row.Name === 'Renamed 1').City, null);
  });

  await t.test('a row explains itself', async () => {
    await desk.go('Project');
    await page.getByRole('link', { name: /Contacts/ }).first().click();
    await page.getByText('Renamed 2').click();
    await page.keyboard.press('Enter');
    await page.getByText('Explain this row').first().waitFor();
    await shot('take-back-explain');
    await page.keyboard.press('Escape');
  });

  await t.test('the run is undone, with the list of what happens first', async () => {
    await desk.go('Activity');
    await page.getByRole('button', { name: 'Files' }).first().click();
    await page.getByRole('button', { name: 'Undo this run' }).click();
    const dialog = page.getByRole('dialog', { name: 'Undo this run' });
    await dialog.getByText('will be removed', { exact: true }).waitFor();
    await dialog.getByText('will come back', { exact: true }).waitFor();
    await shot('take-back-undo');
    await dialog.getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('Its integration is paused.').waitFor();
    assert.deepEqual(await rows(), before);
    await shot('take-back-undone');
  });

  await t.test('a shrunken answer is doubted: the rows are listed, and allowed once', async () => {
    await save(all.slice(0, 20).map((row, n) => (n < 2 ? [row[0], 'Other', row[2]] : row)));
    await open();
    await choose('Resume');
    await choose('Run now');
    await page.getByText('20 rows of Contacts would be deleted. Nothing was deleted.').waitFor();
    assert.equal((await rows()).length, PEOPLE);
    await page.getByRole('button', { name: 'See the rows' }).click();
    const dialog = page.getByRole('dialog', { name: 'Held rows' });
    await dialog.getByText('person39@example.com').waitFor();
    assert.equal(await dialog.getByRole('listitem').count(), 20);
    await shot('take-back-held');
    await dialog.getByRole('button', { name: 'Allow once' }).click();
    await until('the allowed run', async () => (await rows()).length === 20);
  });

  await t.test('a record error is shown with its field, and replayed', async () => {
    await save([...all.slice(0, 20), ['nobody', 'No Body', 'Laval']]);
    await open();
    await choose('Run now');
    await desk.go('Activity');
    await page.getByRole('link', { name: /Record errors/ }).first().click();
    await page.getByRole('button', { name: /nobody|email/i }).first().click();
    const drawer = page.getByRole('dialog').last();
    await drawer.getByRole('button', { name: 'Replay', exact: true }).waitFor();
    await shot('take-back-record-error');
    await drawer.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.getByText('still could not').waitFor();
    await drawer.getByRole('button', { name: 'Correct the record' }).click();
    await drawer.getByLabel('The record, to be corrected').fill('{"email": "nobody@example.com", "name": "No Body", "city": "Laval"}');
    await shot('take-back-correct');
    await drawer.getByRole('button', { name: 'Replay the corrected record' }).click();
    await until('the corrected row', async () => (await rows()).some((row) => row.Email === 'nobody@example.com'));
    await page.getByText('Every record became a row.').waitFor();
  });

  assert.deepEqual(desk.problems, []);
});

function setup(folder) {
  return {
    project: { tables: [{ name: 'Contacts', fields: [{ name: 'Email', type: 'email' }, { name: 'Name', type: 'text' }, { name: 'City', type: 'text' }] }] },
    source_configurations: [{
      name: 'Files', source: 'spreadsheet', settings: { path: folder },
      data_transfers: [{
        data_type: 'people', table: 'Contacts', active: true,
        mapping: [{ from: 'email', to: 'Email', primary_key: true }, { from: 'name', to: 'Name' }, { from: 'city', to: 'City' }],
      }],
    }],
    integrations: [{ name: 'Files', source_configuration: 'Files', every: '24h', active: true, updates: { people: ['created', 'updated', 'deleted'] } }],
  };
}
