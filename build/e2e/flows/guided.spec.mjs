// The guided set-up of a real service by someone who has never seen the program: with the mouse, and in French with the keyboard alone.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { openDesk } from '../harness/desk.mjs';
import { keyboard, mouse } from '../harness/hands.mjs';
import { clearing } from '../harness/later.mjs';
import { customer, startService } from '../harness/service.mjs';
import { jsonLines } from '../harness/setup-file.mjs';

const RECORDS = 1204;
const NEAR = 10; // Tab presses to what comes next, the sidebar included
const LIMIT = 120; // seconds, as promised for a service with a key

async function shopAndDesk(t, options) {
  const later = clearing(t);
  const desk = await openDesk(t, options);
  const service = await startService(join(desk.session.folder, 'service'));
  later(() => service.stop());
  await service.create('customers', Array.from({ length: RECORDS }, (_, n) => customer(n)));
  return { desk, service };
}

/** The rows in the project are the records of the service, one each. */
async function everythingStands(desk, service, table) {
  const { status, stdout, stderr } = await desk.tributary('data', table, '--format', 'jsonl');
  assert.equal(status, 0, stderr);
  const rows = new Map(jsonLines(stdout).map((row) => [row.ID, row.Name]));
  const records = await service.all('customers');
  assert.equal(rows.size, records.length);
  for (const record of records) assert.equal(rows.get(record.id), record.name);
  assert.deepEqual(desk.problems, []);
}

test('with the mouse', async (t) => {
  const { desk, service } = await shopAndDesk(t);
  const { page } = desk;
  const button = (name) => page.getByRole('button', { name, exact: true });
  const dialog = page.getByRole('dialog');
  const connect = page.getByRole('link', { name: 'Connect a service' });
  await page.getByRole('heading', { name: 'Welcome to Tributary' }).waitFor();
  const hand = mouse(page);

  await hand.click(connect);
  await hand.type(page.getByRole('combobox', { name: 'Service', exact: true }), 'PocketBase');
  await hand.click(page.getByRole('option', { name: 'PocketBase' }));
  await hand.click(button('See third-party service authorizations'));
  await hand.click(dialog.getByRole('button', { name: 'Create an authorization' }));
  await hand.type(dialog.getByLabel('Address', { exact: true }), service.address);
  await hand.type(dialog.getByLabel('Token', { exact: true }), service.token);
  await hand.click(dialog.getByRole('button', { name: 'Save and check' }));
  await hand.click(dialog.getByRole('button', { name: /^Choose/ }).first());
  await dialog.waitFor({ state: 'hidden' });
  await hand.type(page.getByLabel('Collection', { exact: true }), 'customers');
  await desk.shot('guided-1-source');
  await hand.click(button('Save and continue'));
  await page.getByRole('checkbox', { name: 'Records', exact: true }).waitFor();
  await desk.shot('guided-2-integration');
  await hand.click(button('Save and continue'));
  await page.getByRole('checkbox', { name: /^Created/ }).waitFor();
  await desk.shot('guided-3-updates');
  await hand.click(button('Save and continue'));
  await hand.type(page.getByRole('combobox', { name: 'Address', exact: true }), 'owner@example.com');
  await hand.click(button('Add'));
  await desk.shot('guided-4-alert');
  await hand.click(button('Save and continue'));
  await page.getByText('The first run would do this').waitFor();
  await desk.shot('guided-5-activate');
  await hand.click(button('Activate'));
  await page.getByRole('heading', { level: 1, name: 'PocketBase' }).waitFor();
  const took = hand.seconds();
  await page.getByText('1,204').first().waitFor();
  await desk.shot('guided-6-active');

  t.diagnostic(`mouse: ${hand.clicks} clicks, ${took} s to Active, ${hand.seconds()} s until its page told the rows`);
  assert.ok(took < LIMIT, `it took ${took} s`);
  await everythingStands(desk, service, 'Records');
});

test('in French, with the keyboard alone', async (t) => {
  const { desk, service } = await shopAndDesk(t, { locale: 'fr-FR' });
  const { page } = desk;
  const button = (name) => page.getByRole('button', { name, exact: true });
  const dialog = page.getByRole('dialog');
  const connect = page.getByRole('link', { name: 'Connecter un service' });
  await page.getByRole('heading', { name: 'Bienvenue dans Tributary' }).waitFor();
  const hand = keyboard(page);

  await hand.use(connect);
  await hand.type(page.getByRole('combobox', { name: 'Service', exact: true }), 'PocketBase');
  await hand.press('ArrowDown');
  await hand.press('Enter');
  await hand.use(button('Voir les autorisations de services tiers'));
  await hand.use(dialog.getByRole('button', { name: 'Créer une autorisation' }));
  await hand.type(dialog.getByLabel('Adresse', { exact: true }), service.address);
  await hand.type(dialog.getByLabel('Jeton', { exact: true }), service.token);
  await hand.press('Enter'); // sends the form
  await hand.use(dialog.getByRole('button', { name: /^Choisir/ }).first());
  await dialog.waitFor({ state: 'hidden' });
  await hand.type(page.getByLabel('Collection', { exact: true }), 'customers');
  await desk.shot('guided-fr-1-source');
  await hand.use(button('Enregistrer et continuer'));
  await page.getByRole('checkbox', { name: 'Enregistrements', exact: true }).waitFor();
  await hand.use(button('Enregistrer et continuer'));
  await hand.to(page.getByRole('checkbox', { name: /^Création/ }));
  await desk.shot('guided-fr-3-updates');
  await hand.use(button('Enregistrer et continuer'));
  await hand.type(page.getByRole('combobox', { name: 'Adresse', exact: true }), 'patronne@example.com');
  await hand.press('Enter'); // adds it
  await hand.use(button('Enregistrer et continuer'));
  await page.getByText('La première exécution').first().waitFor();
  await hand.to(button('Activer'));
  await desk.shot('guided-fr-5-activate');
  await hand.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'PocketBase' }).waitFor();
  const took = hand.seconds();
  await page.getByText(/1.204/).first().waitFor();
  await desk.shot('guided-fr-6-active');

  t.diagnostic(`keyboard, French: ${hand.presses} keys besides typing, ${took} s to Active; farthest by Tab: ${hand.farthest.tabs} (${hand.farthest.to})`);
  assert.ok(hand.farthest.tabs <= NEAR, `${hand.farthest.tabs} times Tab to ${hand.farthest.to}`);
  assert.deepEqual([...hand.ringless], [], 'had the focus and did not show it');
  assert.ok(took < LIMIT, `it took ${took} s`);
  await everythingStands(desk, service, 'Enregistrements');
});
