// The five steps of the product, done in the window as a person would: for a real service and for a folder of spreadsheets.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { clearing } from '../harness/later.mjs';
import { openDesk } from '../harness/desk.mjs';
import {
  activateIntegration, activateTransfer, addTransfer, createAuthorization, createIntegration, createSource, mapAll, openTable, tickUpdates,
} from '../harness/person.mjs';
import { customer, startService } from '../harness/service.mjs';
import { jsonLines } from '../harness/setup-file.mjs';
import { writeCsv, writeWorkbook } from '../harness/spreadsheets.mjs';

test('the records of a real service stand in the project', async (t) => {
  const later = clearing(t);
  const desk = await openDesk(t);
  const service = await startService(join(desk.session.folder, 'service'));
  later(() => service.stop());
  await service.create('customers', Array.from({ length: 1204 }, (_, n) => customer(n)));

  await createSource(desk, {
    source: 'PocketBase', name: 'My shop',
    authorize: (dialog) => createAuthorization(dialog, { Address: service.address, Token: service.token }),
    settings: (page) => page.getByLabel('Collection').fill('customers'),
  });
  await addTransfer(desk, 'Records');
  await mapAll(desk, 'Records', { key: 'id' });
  await activateTransfer(desk, 'Records');
  await createIntegration(desk, { configuration: 'My shop', name: 'Shop customers' });
  await tickUpdates(desk, 'Records', { email: 'owner@example.com' });
  await activateIntegration(desk, 'Shop customers', { created: '1,204' });
  await openTable(desk, 'Records', { rows: '1,204 rows' });

  const { status, stdout, stderr } = await desk.tributary('data', 'Records', '--format', 'jsonl');
  assert.equal(status, 0, stderr);
  const rows = new Map(jsonLines(stdout).map((row) => [row.ID, row]));
  for (const record of await service.all('customers')) {
    const row = rows.get(record.id);
    assert.ok(row, `${record.id} is not in the project`);
    assert.deepEqual([row.Name, row.Email, row.City], [record.name, record.email || null, record.city]);
  }
  assert.deepEqual(desk.problems, []);
});

test('a folder of spreadsheets stands in the project', async (t) => {
  const desk = await openDesk(t, { dark: true });
  const folder = join(desk.session.folder, 'exports');
  await writeCsv(join(folder, 'customers.csv'), [['Email', 'Nom', 'Né le', 'Dépensé'], ...Array.from({ length: 320 }, (_, n) => [`c${n}@example.com`, `Zoé ${n}`, `${String(1 + (n % 28)).padStart(2, '0')}/12/1990`, `1 ${n % 10}34,50`])], { delimiter: ';', encoding: 'latin1' });
  await writeWorkbook(join(folder, 'shop.xlsx'), { Orders: [['Number', 'Total'], ['A-1', 12.5], ['A-2', 7]] });

  await createSource(desk, { source: 'Spreadsheets', name: 'Exports', settings: (page) => page.getByLabel(/^File or folder|^Folder|^Path/).first().fill(folder) });
  await addTransfer(desk, 'customers');
  await mapAll(desk, 'customers', { key: 'Email' });
  await activateTransfer(desk, 'customers');
  await createIntegration(desk, { configuration: 'Exports', name: 'Customer list' });
  await tickUpdates(desk, 'customers', { email: 'owner@example.com' });
  await activateIntegration(desk, 'Customer list', { created: '320' });
  await openTable(desk, 'Customers', { rows: '320 rows' });
  assert.deepEqual(desk.problems, []);
});
