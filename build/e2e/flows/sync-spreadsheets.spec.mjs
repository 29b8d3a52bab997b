// The main job without a window, from spreadsheets: workbooks saved by LibreOffice and CSV as French offices write it.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { clearing } from '../harness/later.mjs';
import { done } from '../harness/program.mjs';
import { startSession } from '../harness/session.mjs';
import { jsonLines, writeSetup } from '../harness/setup-file.mjs';
import { writeCsv, writeWorkbook } from '../harness/spreadsheets.mjs';

const day = (n) => new Date(Date.UTC(2020, 0, 1 + n));
const products = (count) => Array.from({ length: count }, (_, n) => [`P-${n}`, `Produit n° ${n}`, `${n},5`, `${String(1 + (n % 28)).padStart(2, '0')}/03/2024`]);
const members = (count) => Array.from({ length: count }, (_, n) => [`member${n}@example.com`, day(n), n + 0.25, n % 2 === 0]);

test('a folder of spreadsheets becomes tables, and a saved change follows', async (t) => {
  const later = clearing(t);
  const session = await startSession();
  later(() => session.stop());
  const folder = join(session.folder, 'exports');
  const csv = join(folder, 'produits.csv');
  const book = join(folder, 'club.xlsx');
  const save = (rows) => writeCsv(csv, [['Référence', 'Désignation', 'Prix', 'Entrée'], ...rows], { delimiter: ';', encoding: 'latin1' });
  const saveBook = (rows) => writeWorkbook(book, { Members: [['Email', 'Since', 'Paid', 'Active'], ...rows] });
  await save(products(800));
  await saveBook(members(500));

  const file = await writeSetup(session.folder, setup(folder));
  await done(session, 'apply', file);

  await t.test('the first sync brings every row with its types', async () => {
    await done(session, 'sync');
    const rows = await table(session, 'Products');
    assert.equal(rows.length, 800);
    const row = rows.find((one) => one.Reference === 'P-27');
    assert.deepEqual({ ...row, Price: Number(row.Price) }, { Reference: 'P-27', Name: 'Produit n° 27', Price: 27.5, Since: '2024-03-28' });
    const people = await table(session, 'Members');
    assert.equal(people.length, 500);
    const person = people.find((one) => one.Email === 'member59@example.com');
    assert.deepEqual({ ...person, Paid: Number(person.Paid) }, { Email: 'member59@example.com', Since: '2020-02-29', Paid: 59.25, Active: false });
  });

  await t.test('a changed price, a new row and a vanished row follow', async () => {
    const rows = products(801).filter((row) => row[0] !== 'P-5');
    rows[0] = ['P-0', 'Produit n° 0', '99,90', '01/03/2024'];
    await save(rows);
    await done(session, 'sync');
    const now = await table(session, 'Products');
    assert.equal(now.length, 800);
    assert.equal(Number(now.find((one) => one.Reference === 'P-0').Price), 99.9);
    assert.ok(now.some((one) => one.Reference === 'P-800'));
    assert.ok(!now.some((one) => one.Reference === 'P-5'));
    assert.equal((await table(session, 'Members')).length, 500);
  });
});

function setup(folder) {
  const field = (name, type) => ({ name, type });
  return {
    project: { tables: [
      { name: 'Products', fields: [field('Reference', 'text'), field('Name', 'text'), field('Price', 'decimal'), field('Since', 'date')] },
      { name: 'Members', fields: [field('Email', 'email'), field('Since', 'date'), field('Paid', 'decimal'), field('Active', 'boolean')] },
    ] },
    source_configurations: [{
      name: 'Files', source: 'spreadsheet', settings: { path: folder },
      data_transfers: [
        { data_type: 'produits', table: 'Products', active: true, mapping: [
          { from: 'Référence', to: 'Reference', primary_key: true }, { from: 'Désignation', to: 'Name' }, { from: 'Prix', to: 'Price' }, { from: 'Entrée', to: 'Since' },
        ] },
        { data_type: 'club/Members', table: 'Members', active: true, mapping: [
          { from: 'Email', to: 'Email', primary_key: true }, { from: 'Since', to: 'Since' }, { from: 'Paid', to: 'Paid' }, { from: 'Active', to: 'Active' },
        ] },
      ],
    }],
    integrations: [{
      name: 'Files', source_configuration: 'Files', every: '24h', deletions: 'soft', active: true,
      updates: { produits: ['created', 'updated', 'deleted'], 'club/Members': ['created', 'updated', 'deleted'] },
    }],
  };
}

const table = async (session, name) => jsonLines((await done(session, 'data', name, '--format', 'jsonl')).stdout);
