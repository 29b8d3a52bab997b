// The shipped binary in the background: no window and no web view, a second start brings the window, closing it goes back.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { inspect, inspectable } from '../harness/inspector.mjs';
import { clearing } from '../harness/later.mjs';
import { freePort, until, within } from '../harness/processes.mjs';
import { done, startShipped, tributary } from '../harness/program.mjs';
import { startSession } from '../harness/session.mjs';
import { jsonLines, writeSetup } from '../harness/setup-file.mjs';
import { writeCsv } from '../harness/spreadsheets.mjs';
import { closeWindow, leftOvers, processesOf, webViews, windowCloses, windowOf, windowOpens } from '../harness/windows.mjs';

async function openSession(t) {
  const later = clearing(t);
  const session = await startSession();
  later(() => session.stop());
  return { session, later };
}

// Asked on its socket, not by another start: that one would take the place of a program which is only just starting.
const listens = (session) =>
  until('the program listens', () => new Promise((resolve) => {
    const socket = connect(join(session.dataDir, 'control.sock'), () => resolve(socket.end()));
    socket.on('error', () => resolve(false));
  }));

/** A folder of spreadsheets with one row, and an integration that reads it. */
async function setUpLists(session) {
  const folder = join(session.folder, 'lists');
  await writeCsv(join(folder, 'people.csv'), [['email'], ['a@example.com']]);
  const setup = await writeSetup(session.folder, {
    project: { tables: [{ name: 'Customers', fields: [{ name: 'Email', type: 'email' }] }] },
    source_configurations: [{
      name: 'Lists', source: 'spreadsheet', settings: { path: folder },
      data_transfers: [{ data_type: 'people', table: 'Customers', active: true, mapping: [{ from: 'email', to: 'Email', primary_key: true }] }],
    }],
    integrations: [{ name: 'Lists', source_configuration: 'Lists', updates: { people: ['created', 'updated', 'deleted'] }, every: '24h', active: true }],
  });
  await done(session, 'apply', setup);
  return folder;
}

const rows = async (session) => jsonLines((await done(session, 'data', 'Customers', '--format', 'jsonl')).stdout);

test('background → second start → window → closed → background, and the schedule goes on', async (t) => {
  const { session, later } = await openSession(t);
  const folder = await setUpLists(session);
  const port = await freePort();
  const program = startShipped(session, { args: ['--background'], env: inspectable(port) });
  later(() => program.stop());

  await until('the first run is over', async () => (await rows(session)).length === 1);
  assert.equal(await windowOf(session), '');
  assert.deepEqual((await processesOf(program)).map(({ name }) => name), ['tributary']);

  const second = startShipped(session, { args: ['--page', '/settings'] });
  later(() => second.stop());
  assert.equal(await within(20_000, 'the end of the second start', second.exited), 0, second.output());
  await windowOpens(session);
  const page = await inspect(port);
  await until('the page wanted is shown', () => page.evaluate(`document.querySelector('h1')?.textContent.includes('Settings')`));
  assert.ok((await webViews(program)).length > 0);

  await closeWindow(session);
  await until('the first closing is explained', () => page.evaluate(`document.body.textContent.includes('Tributary goes on')`));
  assert.notEqual(await windowOf(session), '');
  page.close();
  await closeWindow(session);
  await windowCloses(session);
  await until('no web view is left', async () => (await webViews(program)).length === 0);
  await listens(session);
  await until('nothing dead is left', async () => (await leftOvers(program)).length === 0);
  assert.deepEqual((await processesOf(program)).map(({ name }) => name), ['tributary']);

  await writeFile(join(folder, 'people.csv'), 'email\na@example.com\nb@example.com\n');
  const sync = await done(session, 'sync', '--json');
  assert.equal(jsonLines(sync.stdout)[0].data_types[0].created, 1);

  const third = startShipped(session);
  later(() => third.stop());
  assert.equal(await within(20_000, 'the end of the third start', third.exited), 0, third.output());
  await windowOpens(session);
  assert.equal(await program.stop(), 0, program.output());
});

test('killed at once (kill -9), the next start finds no stale lock and goes on', async (t) => {
  const { session, later } = await openSession(t);
  await setUpLists(session);
  for (const signal of ['SIGKILL', 'SIGKILL', 'SIGTERM']) {
    const program = startShipped(session, { args: ['--background'] });
    later(() => program.stop());
    await listens(session);
    program.child.kill(signal);
    await within(20_000, 'the end of the program', program.exited);
  }
  assert.equal((await tributary(session, 'sync')).status, 0);
  assert.equal((await rows(session)).length, 1);
});

test('a run that was killed, or ended with the program, goes on by itself with the next start', async (t) => {
  const { session, later } = await openSession(t);
  const folder = await setUpLists(session);
  const people = 300_000;
  await writeFile(join(folder, 'people.csv'), `email\n${Array.from({ length: people }, (_, n) => `p${n}@example.com\n`).join('')}`);
  const runs = async () => jsonLines((await done(session, 'runs', '--json')).stdout);
  for (const [former, signal] of ['SIGKILL', 'SIGTERM'].entries()) {
    const program = startShipped(session, { args: ['--background'] });
    later(() => program.stop());
    // A run of its own: until the next start looks, the killed one still counts as running.
    await until('a run is in hand', async () => {
      const all = await runs();
      return all.length > former && all[0].result === 'running';
    });
    program.child.kill(signal);
    await within(20_000, 'the end of the program', program.exited);
  }
  const program = startShipped(session, { args: ['--background'] });
  later(() => program.stop());
  await until('the run is over', async () => (await runs())[0].result === 'ok', 60_000);
  assert.deepEqual((await runs()).map((run) => run.result), ['ok', 'interrupted', 'interrupted']);
  const emails = (await done(session, 'data', 'Customers', '--format', 'csv')).stdout.split('\n').slice(1).filter(Boolean);
  assert.equal(emails.length, people);
  assert.equal(new Set(emails).size, people);
});
