// A manifest file of one's own, tried before it is loaded: a mistake in it is found, mended and gone; then it serves like a built-in source.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDesk } from '../harness/desk.mjs';
import { keyboard } from '../harness/hands.mjs';
import { clearing } from '../harness/later.mjs';
import { activateIntegration, activateTransfer, addTransfer, createAuthorization, createIntegration, mapAll, openTable, tickUpdates } from '../harness/person.mjs';
import { customer, MANIFEST, startService } from '../harness/service.mjs';
import { jsonLines } from '../harness/setup-file.mjs';
import { chooseFile } from '../harness/windows.mjs';

const RECORDS = 230;
const TRIED = 100; // at most so many are read to try
const NEAR = 12; // Tab presses to what comes next, the sidebar included

/** The service, the program, and the manifest with a mistake: an address the service does not have. */
async function shopAndFile(t, options) {
  const later = clearing(t);
  const desk = await openDesk(t, options);
  const service = await startService(join(desk.session.folder, 'service'));
  later(() => service.stop());
  await service.create('customers', Array.from({ length: RECORDS }, (_, n) => customer(n)));
  const right = (await readFile(MANIFEST, 'utf8')).replace('title: PocketBase', 'title: Corner shop');
  const wrong = right.replace("'name'] }}/records", "'name'] }}/recrods");
  assert.notEqual(wrong, right);
  const file = join(desk.session.folder, 'corner-shop.yaml');
  await writeFile(file, wrong);
  return { desk, service, file, mend: () => writeFile(file, right) };
}

/** The manifest is the chosen source, once the page knows all of them. */
async function chosenSource(page, label) {
  await page.getByRole('combobox', { name: label, exact: true }).and(page.locator('[value="Corner shop"]')).waitFor();
}

/** Nothing of the key stands on the page. */
async function noKey(page, service) {
  assert.ok(!(await page.locator('body').innerText()).includes(service.token), 'the token stands on the page');
}

test('with the mouse, up to rows in the project', async (t) => {
  const { desk, service, file, mend } = await shopAndFile(t);
  const { page } = desk;
  const button = (name) => page.getByRole('button', { name, exact: true });
  const result = page.getByRole('region', { name: 'What came of it' });

  await desk.go('Configuration');
  await page.getByRole('link', { name: 'Create a new Integration Source' }).or(page.getByRole('button', { name: 'Create a new Integration Source' })).first().click();
  await page.getByRole('link', { name: 'Try a manifest file' }).click();
  await chooseFile(desk.session, desk.program, file, () => button('Choose a file').click());
  await page.getByText('Everything in it can run').waitFor();

  await t.test('what is missing is told at its field', async () => {
    await button('Try it').click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
    assert.equal(await page.locator('[aria-invalid="true"]').count(), 2);
    assert.equal(await result.getByRole('alert').count(), 0);
  });

  await t.test('a mistake in the file is told with its place', async () => {
    await page.getByLabel('Address', { exact: true }).fill(service.address);
    await page.getByLabel('Token', { exact: true }).fill(service.token);
    await button('Try it').click();
    await result.getByText('streams[0]', { exact: true }).waitFor();
    const asked = result.getByRole('row', { name: /recrods/ }).first();
    await asked.waitFor();
    assert.match(await asked.innerText(), /404[\s\S]*GET/);
    await noKey(page, service);
    await desk.shot('try-manifest-1-mistake');
  });

  await t.test('mended in the file, it brings records', async () => {
    await mend();
    await button('Try it').click();
    await result.getByText(`${TRIED} records of customers.`).waitFor();
    await result.getByText('Table', { exact: true }).click();
    const [first] = (await service.all('customers')).sort((a, b) => a.updated.localeCompare(b.updated) || a.id.localeCompare(b.id));
    await result.getByRole('cell', { name: first.id, exact: true }).waitFor();
    await desk.shot('try-manifest-2-records');
    await result.getByText('Requests', { exact: true }).click();
    const asked = result.getByRole('row', { name: /customers\/records/ }).first();
    assert.match(await asked.innerText(), /200[\s\S]*GET/);
    await noKey(page, service);
    await desk.shot('try-manifest-3-requests');
  });

  await t.test('nothing of it was kept', async () => {
    const { status, stdout, stderr } = await desk.tributary('sources');
    assert.equal(status, 0, stderr);
    assert.ok(!stdout.includes('Corner shop'), stdout);
  });

  await t.test('used, it is a source like any other', async () => {
    await button('Use it').click();
    await page.getByRole('textbox', { name: 'Name', exact: true }).waitFor();
    await chosenSource(page, 'Integration source');
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('My corner');
    await button('See third-party service authorizations').click();
    await createAuthorization(page.getByRole('dialog'), { Address: service.address, Token: service.token });
    await button('Save').click();
    await page.getByRole('heading', { level: 1, name: 'My corner' }).waitFor();
    await addTransfer(desk, 'customers');
    await mapAll(desk, 'customers', { key: 'id' });
    await activateTransfer(desk, 'customers');
    await createIntegration(desk, { configuration: 'My corner', name: 'Corner customers' });
    await tickUpdates(desk, 'customers', { email: 'owner@example.com' });
    await activateIntegration(desk, 'Corner customers', { created: String(RECORDS) });
    await openTable(desk, 'Customers', { rows: `${RECORDS} rows` });
    const { status, stdout, stderr } = await desk.tributary('data', 'Customers', '--format', 'jsonl');
    assert.equal(status, 0, stderr);
    const rows = new Map(jsonLines(stdout).map((row) => [row.ID, row.Name]));
    for (const record of await service.all('customers')) assert.equal(rows.get(record.id), record.name);
  });
  assert.deepEqual(desk.problems, []);
});

test('in French, with the keyboard alone', async (t) => {
  const { desk, service, file, mend } = await shopAndFile(t, { locale: 'fr-FR', dark: true });
  const { page } = desk;
  const button = (name) => page.getByRole('button', { name, exact: true });
  const hand = keyboard(page);
  await page.getByRole('heading', { name: 'Bienvenue dans Tributary' }).waitFor();

  await hand.use(page.getByRole('navigation').getByRole('link', { name: 'Configuration' }));
  await hand.use(page.getByRole('link', { name: 'Créer une nouvelle source d’intégration' }).or(page.getByRole('button', { name: 'Créer une nouvelle source d’intégration' })).first());
  await hand.use(page.getByRole('link', { name: 'Essayer un fichier manifeste' }));
  await chooseFile(desk.session, desk.program, file, () => hand.use(button('Choisir un fichier')));
  await hand.type(page.getByLabel('Address', { exact: true }), service.address);
  await hand.type(page.getByLabel('Token', { exact: true }), service.token);
  await hand.press('Enter'); // sends the form
  await page.getByText('streams[0]', { exact: true }).waitFor();
  await desk.shot('try-manifest-fr-1-mistake');
  await mend();
  await hand.use(button('Essayer'));
  await page.getByText(`${TRIED} fiches de customers.`).waitFor();
  await desk.shot('try-manifest-fr-2-records');
  await hand.use(button('Utiliser'));
  await page.getByRole('textbox', { name: 'Nom', exact: true }).waitFor();
  await chosenSource(page, 'Source d’intégration');
  await desk.shot('try-manifest-fr-3-used');

  t.diagnostic(`keyboard, French: ${hand.presses} keys besides typing, ${hand.seconds()} s; farthest by Tab: ${hand.farthest.tabs} (${hand.farthest.to})`);
  assert.ok(hand.farthest.tabs <= NEAR, `${hand.farthest.tabs} times Tab to ${hand.farthest.to}`);
  assert.deepEqual([...hand.ringless], [], 'had the focus and did not show it');
  await noKey(page, service);
  assert.deepEqual(desk.problems, []);
});
