// The tray of the shipped binary, on a real panel: its sign, its menu in the person's language, what a click does, and a desktop without a
// place for trays.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { SCREENSHOTS } from '../harness/desk.mjs';
import { clearing } from '../harness/later.mjs';
import { run, start, until, within } from '../harness/processes.mjs';
import { startShipped, tributary } from '../harness/program.mjs';
import { startSession } from '../harness/session.mjs';
import { closeWindow, windowOf, windowOpens } from '../harness/windows.mjs';

async function openBackground(t, env = {}) {
  const later = clearing(t);
  const session = await startSession();
  later(() => session.stop());
  Object.assign(session.env, env);
  const program = startShipped(session, { args: ['--background'] });
  later(() => program.stop());
  return { session, program, later };
}

/** Calls the menu of the program's tray on the session bus. */
async function tray(session, program, method, ...args) {
  const item = ['--session', '-d', `org.kde.StatusNotifierItem-${program.child.pid}-1`, '-o', '/StatusNotifierItem/menu'];
  // gdbus prints accents only where the language has them.
  const { status, stdout, stderr } = await run('gdbus', ['call', ...item, '-m', `com.canonical.dbusmenu.${method}`, '--', ...args], { env: { ...session.env, LC_ALL: 'C.UTF-8' } });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** The entries of the menu that are shown: { words: number }. */
async function menu(session, program) {
  const layout = await tray(session, program, 'GetLayout', '0', '-1', '[]');
  const entries = {};
  for (const [, number, properties] of layout.matchAll(/\((?:int32 )?(\d+), \{([^}]*)\}/g)) {
    const words = /'label': <['"](.*?)['"]>/.exec(properties)?.[1];
    if (words && !/'visible': <false>/.test(properties)) entries[words] = number;
  }
  return entries;
}

async function click(session, program, words) {
  const number = await until(`“${words}” is in the menu`, async () => (await menu(session, program))[words]);
  await tray(session, program, 'Event', number, 'clicked', '<0>', '0');
}

test('the panel shows the tray; its menu pauses, resumes, opens the window and quits', async (t) => {
  const { session, program, later } = await openBackground(t);
  const panel = start('xfce4-panel', ['--disable-wm-check'], { env: session.env });
  later(() => panel.stop());
  await until('the panel knows the tray', async () => {
    const watcher = ['--session', '-d', 'org.kde.StatusNotifierWatcher', '-o', '/StatusNotifierWatcher', '-m', 'org.freedesktop.DBus.Properties.Get'];
    const { stdout } = await run('gdbus', ['call', ...watcher, 'org.kde.StatusNotifierWatcher', 'RegisteredStatusNotifierItems'], { env: session.env });
    return stdout.split('StatusNotifierItem').length - 1 === 1;
  });
  await until('the menu is on the bus', async () => (await menu(session, program)).Quit);

  await click(session, program, 'Until resumed');
  await until('it says that it is paused', async () => (await menu(session, program)).Resume);
  assert.equal((await menu(session, program))['Pause all'], undefined);
  await click(session, program, 'Resume');
  await until('it can be paused again', async () => (await menu(session, program))['Pause all']);
  await click(session, program, 'Run all now');

  await click(session, program, 'Open Tributary');
  await windowOpens(session);
  await mkdir(SCREENSHOTS, { recursive: true });
  await run('import', ['-window', 'root', join(SCREENSHOTS, 'tray-panel.png')], { env: session.env });
  await closeWindow(session);
  // The first closing is explained; who closes once more has understood.
  await until('the window is gone', async () => {
    if ((await windowOf(session)) === '') return true;
    await closeWindow(session);
    return false;
  });

  await click(session, program, 'Quit');
  assert.equal(await within(20_000, 'the end of the program', program.exited), 0, program.output());
});

test('the menu speaks French to a French person', async (t) => {
  const { session, program } = await openBackground(t, { LANG: 'fr_FR.UTF-8' });
  const entries = await until('the menu is on the bus', () => menu(session, program));
  assert.ok(entries['Tout exécuter'] && entries.Quitter, JSON.stringify(entries));
});

test('without a session bus the program does everything else', async (t) => {
  const { session, program } = await openBackground(t, { DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '/nowhere' });
  await until('it answers', async () => (await tributary(session, 'doctor')).status !== 2);
  const second = startShipped(session);
  assert.equal(await within(20_000, 'the end of the second start', second.exited), 0, second.output());
  await windowOpens(session);
  assert.equal(await program.stop(), 0, program.output());
});
