// Signing in to a real, strict OAuth server with a real browser: from the command line, and what follows when the permission is taken back.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { noteOpened } from '../harness/browser.mjs';
import { SCREENSHOTS } from '../harness/desk.mjs';
import { clearing } from '../harness/later.mjs';
import { start } from '../harness/processes.mjs';
import { SHIPPED, done, tributary } from '../harness/program.mjs';
import { CLIENT, agree, refuse, startProvider } from '../harness/provider.mjs';
import { startSession } from '../harness/session.mjs';
import { jsonLines, writeSetup } from '../harness/setup-file.mjs';

const BROWSER = process.env.TRIBUTARY_BROWSER || '/usr/bin/chromium';

async function desk(t, options) {
  const later = clearing(t);
  const session = await startSession();
  later(() => session.stop());
  const provider = await startProvider(options);
  later(() => provider.stop());
  const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] });
  later(() => browser.close());
  const opener = await noteOpened(session);
  const manifest = await provider.writeManifest(session.folder);
  session.env.PEOPLE_CLIENT = CLIENT;
  const file = await writeSetup(session.folder, setup(manifest));
  const visit = async () => (await browser.newContext()).newPage();
  return { later, session, provider, opener, file, visit };
}

const setup = (source, every = '24h') => ({
  project: { tables: [{ name: 'People', fields: [{ name: 'Id', type: 'text' }, { name: 'Name', type: 'text' }, { name: 'Email', type: 'email' }] }] },
  authorizations: [{ name: 'People', source, values: { client_id: { env: 'PEOPLE_CLIENT' } } }],
  source_configurations: [{
    name: 'People', source, authorization: 'People', settings: {},
    data_transfers: [{ data_type: 'People', table: 'People', active: true, mapping: [
      { from: 'id', to: 'Id', primary_key: true }, { from: 'name', to: 'Name' }, { from: 'email', to: 'Email' },
    ] }],
  }],
  integrations: [{ name: 'People', source_configuration: 'People', every, active: true, updates: { People: ['created', 'updated', 'deleted'] } }],
});

/** `tributary authorize People …` while a person uses the browser. */
async function authorize(d, person, ...options) {
  const opened = (await d.opener.all()).length;
  const command = start(SHIPPED, ['authorize', 'People', ...options, '--data-dir', d.session.dataDir], { env: d.session.env, stdin: '' });
  d.later(() => command.stop());
  const address = options.includes('--print-url') ? await printed(command) : await d.opener.opened(opened);
  const page = await d.visit();
  await person(page, address, command);
  return { status: await command.exited, output: command.output(), page, address };
}

const printed = (command) => new Promise((resolve) => {
  const look = () => /^(http\S+)/m.exec(command.output())?.[1];
  const timer = setInterval(() => look() && (clearInterval(timer), resolve(look())), 50);
});

test('a set-up file, then authorize, then sync: the records stand in the project', async (t) => {
  const d = await desk(t);
  const applied = await done(d.session, 'apply', d.file);
  assert.match(applied.stderr, /not signed in/);
  const before = await tributary(d.session, 'sync', '--json');
  assert.equal(jsonLines(before.stdout)[0].error_kind, 'sign_in', before.stdout);

  const { status, output, page } = await authorize(d, agree);
  assert.equal(status, 0, output);
  assert.match(await page.textContent('h1'), /You are signed in/);
  await page.screenshot({ path: join(SCREENSHOTS, 'sign-in-done.png') });

  const { stdout } = await done(d.session, 'sync', '--json');
  assert.equal(jsonLines(stdout)[0].result, 'ok', stdout);
  const rows = jsonLines((await done(d.session, 'data', 'People', '--format', 'jsonl')).stdout);
  assert.equal(rows.length, d.provider.records.length);
  assert.deepEqual({ ...d.provider.seen }, { refreshes: 0, codes: 1 }, 'the token of the sign-in is used as long as it lives');
  assert.match((await done(d.session, 'apply', d.file)).stdout, /nothing to do/, 'the sign-in is no difference from the file');
});

test('saying no at the service is told in words, in the browser and on the command line', async (t) => {
  const d = await desk(t);
  await done(d.session, 'apply', d.file);
  const { status, output, page } = await authorize(d, refuse);
  assert.equal(status, 1, output);
  assert.match(output, /You did not allow Tributary to read from People/);
  assert.match(await page.textContent('h1'), /You did not allow/);
});

test('without a browser here the address is printed, and the answer brought by hand', async (t) => {
  const d = await desk(t);
  await done(d.session, 'apply', d.file);
  const { status, output } = await authorize(d, async (page, address, command) => {
    // The browser of another computer reaches nothing at this address: what it ends at is pasted.
    const back = new Promise((resolve) => page.on('request', (request) => /\?code=|&code=/.test(request.url()) && resolve(request.url())));
    await page.route(/127\.0\.0\.1:\d+\/\?.*code=/, (route) => route.abort());
    await agree(page, address).catch(() => {});
    command.child.stdin.write(`${await back}\n`);
  }, '--print-url');
  assert.equal(status, 0, output);
  assert.equal((await d.opener.all()).length, 0, 'no browser was opened');
  const { stdout } = await done(d.session, 'sync', '--json');
  assert.equal(jsonLines(stdout)[0].result, 'ok', stdout);
});

test('a request without a code challenge is refused by the server', async (t) => {
  const d = await desk(t);
  await done(d.session, 'apply', d.file);
  const { status, output } = await authorize(d, async (page, address) => {
    const bare = new URL(address);
    bare.searchParams.delete('code_challenge');
    bare.searchParams.delete('code_challenge_method');
    await page.goto(bare.href);
    await page.waitForLoadState();
  });
  assert.equal(status, 1, output);
  assert.match(output, /refused the sign-in/);
});
