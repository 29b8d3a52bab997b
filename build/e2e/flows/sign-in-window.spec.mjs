// The whole way in the window: sign in at a real OAuth server with a real browser, bring records in, and go on by itself after the
// permission was taken back there and given again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noteOpened } from '../harness/browser.mjs';
import { openDesk } from '../harness/desk.mjs';
import { clearing } from '../harness/later.mjs';
import { activateIntegration, activateTransfer, addTransfer, createIntegration, createSource, mapAll, openTable, tickUpdates } from '../harness/person.mjs';
import { until } from '../harness/processes.mjs';
import { CLIENT, agree, startProvider } from '../harness/provider.mjs';
import { jsonLines } from '../harness/setup-file.mjs';

test('sign in, first records, taken back at the server, signed in again, going on by itself', async (t) => {
  const later = clearing(t);
  const provider = await startProvider();
  later(() => provider.stop());
  let opener;
  const desk = await openDesk(t, { before: async (session) => (opener = await noteOpened(session)) });
  const { page } = desk;
  const manifest = await provider.writeManifest(desk.session.folder);
  // The dialog of the system that picks the file is no part of the window.
  await page.evaluate((path) => window.go.api.SourcesAPI.LoadManifest(path), manifest);
  await page.reload();

  await t.test('from the button to the first row', async () => {
    await createSource(desk, {
      source: 'People', name: 'Our people',
      authorize: async (dialog) => {
        await dialog.getByRole('button', { name: 'Create an authorization' }).first().click();
        await dialog.getByLabel('Client id', { exact: true }).fill(CLIENT);
        await dialog.getByRole('button', { name: 'Sign in at People' }).click();
        await visit(desk, await opener.opened(0), 'done');
        await dialog.getByText('Signed in at People').or(dialog.getByText(/^Works/)).first().waitFor();
        await desk.shot('sign-in-signed-in');
        await dialog.getByRole('button', { name: /^Choose/ }).first().click();
        await dialog.waitFor({ state: 'hidden' });
      },
      settings: async () => {},
    });
    await addTransfer(desk, 'People');
    await mapAll(desk, 'People', { key: 'id' });
    await activateTransfer(desk, 'People');
    await createIntegration(desk, { configuration: 'Our people', name: 'People' });
    await tickUpdates(desk, 'People', { email: 'owner@example.com' });
    await activateIntegration(desk, 'People', { created: String(provider.records.length) });
    await openTable(desk, 'People', { rows: `${provider.records.length} rows` });
    assert.deepEqual({ ...provider.seen }, { refreshes: 0, codes: 1 });
  });

  await t.test('taken back at the server: the integration waits, and says for what', async () => {
    await provider.revoke();
    const { stdout } = await desk.tributary('sync', 'People', '--json');
    assert.equal(jsonLines(stdout)[0].error_kind, 'sign_in', stdout);
    await desk.go('Overview');
    await page.getByText(/sign in/i).first().waitFor();
    await desk.shot('sign-in-needed');
    assert.equal((await integration(page)).state, 'needs_sign_in');
  });

  await t.test('signed in again in the window: it goes on by itself', async () => {
    provider.records.push({ id: '9001', name: 'Came meanwhile', email: 'new@example.com' });
    const runs = await finished(desk);
    await page.getByRole('main').getByRole('button', { name: /^Sign in/ }).or(page.getByRole('main').getByRole('link', { name: /^Sign in/ })).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Sign in again', exact: true }).click();
    await desk.shot('sign-in-again');
    await visit(desk, await opener.opened(1), 'again');
    await until('a run started by itself has brought the new record', async () => {
      const { stdout } = await desk.tributary('data', 'People', '--format', 'jsonl');
      return jsonLines(stdout).length === provider.records.length;
    }, 60_000);
    assert.ok((await finished(desk)) > runs, 'a run of its own has ended');
    assert.equal((await integration(page)).state, 'active');
    await dialog.getByText(/^Works/).first().waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await desk.go('Overview');
    await desk.shot('sign-in-goes-on');
  });
  assert.deepEqual(desk.problems, []);
});

/** The person in the browser: the service's pages, then ours, which says how it went. */
async function visit(desk, address, name) {
  const browser = await desk.page.context().browser().newContext({ locale: 'en-GB' });
  const other = await browser.newPage();
  await agree(other, address);
  await other.getByRole('heading', { name: 'You are signed in.' }).waitFor();
  await desk.shotOf(other, `sign-in-page-${name}`);
  await browser.close();
}

const integration = async (page) => (await page.evaluate(() => window.go.api.IntegrationsAPI.List()))[0];

async function finished(desk) {
  const { stdout } = await desk.tributary('runs', '--json');
  return jsonLines(stdout).filter((run) => run.result === 'ok').length;
}
