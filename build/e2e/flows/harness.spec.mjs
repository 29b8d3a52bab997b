// The real things that the other flows rest on: that they are what the tests take them for.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { COLLECTIONS, customer, order, startService } from '../harness/service.mjs';
import { writeCsv, writeWorkbook } from '../harness/spreadsheets.mjs';

async function folderFor(t) {
  const folder = await mkdtemp(join(tmpdir(), 'tributary-harness-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('PocketBase holds thousands of records, and its changes show in its answers', async (t) => {
  const service = await startService(await folderFor(t));
  t.after(() => service.stop());
  const customers = await service.create('customers', Array.from({ length: 2500 }, (_, n) => customer(n)));
  const ids = customers.map((record) => record.id);
  await service.create('orders', Array.from({ length: 1200 }, (_, n) => order(n, ids)));

  await service.change('customers', [{ id: ids[3], city: 'Utrecht' }]);
  await service.remove('customers', ids.slice(0, 3));
  const now = await service.all('customers');

  assert.equal(now.length, 2497);
  assert.equal((await service.all('orders')).length, 1200);
  const changed = now.find((record) => record.id === ids[3]);
  assert.equal(changed.city, 'Utrecht');
  assert.ok(changed.updated > changed.created, `${changed.updated} is not after ${changed.created}`);
  for (const { name } of COLLECTIONS.customers) assert.ok(name in changed, `the record has no ${name}`);
});

test('PocketBase with limits answers 429 to a program that asks too fast', async (t) => {
  const service = await startService(await folderFor(t), { rateLimits: true });
  t.after(() => service.stop());
  const answers = await Promise.all(Array.from({ length: 30 }, () => fetch(`${service.address}/api/collections/customers/records`)));
  assert.ok(answers.some((answer) => answer.status === 429), `answers: ${answers.map((answer) => answer.status)}`);
});

test('LibreOffice saves a workbook, and CSV comes in the encodings of its programs', async (t) => {
  const folder = await folderFor(t);
  await writeWorkbook(join(folder, 'shop.xlsx'), {
    Customers: [['Email', 'Since', 'Spent', 'Active'], ['ada@example.com', new Date('2024-02-29'), 12.5, true]],
    Orders: [['Number'], ['A & B <1>']],
  });
  await writeCsv(join(folder, 'clients.csv'), [['Nom', 'Montant'], ['Noé; fils', '1 234,50']], { delimiter: ';', encoding: 'utf16le' });

  assert.ok((await stat(join(folder, 'shop.xlsx'))).size > 4000);
  assert.equal((await readFile(join(folder, 'shop.xlsx'))).subarray(0, 2).toString(), 'PK');
  assert.equal((await readFile(join(folder, 'clients.csv'))).toString('utf16le'), '\ufeffNom;Montant\r\n"Noé; fils";1 234,50\r\n');
});
