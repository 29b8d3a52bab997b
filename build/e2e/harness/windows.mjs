// What a person does with windows, and what the processes of a program show for it.
import { readFile, readdir } from 'node:fs/promises';
import { run, until } from './processes.mjs';

/** The number of the program's window, "" without one. */
export async function windowOf(session) {
  const { stdout } = await run('xwininfo', ['-root', '-tree'], { env: session.env });
  return /(0x[0-9a-f]+) "Tributary": \("tributary" "Tributary"\)/.exec(stdout)?.[1] ?? '';
}

export const windowOpens = (session) => until('the window is there', () => windowOf(session));
export const windowCloses = (session) => until('the window is gone', async () => (await windowOf(session)) === '');

/** Closes the window as its button does: the program is asked, not forced. */
export async function closeWindow(session) {
  await run('xdotool', ['windowactivate', '--sync', await windowOf(session)], { env: session.env });
  await run('xdotool', ['key', 'alt+F4'], { env: session.env });
}

/** The processes of a started program that live: { pid, name }. Each program has a process group of its own. */
export async function processesOf(program) {
  const found = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const parts = /^\d+ \((.*)\) (\S) \d+ (\d+)/.exec(stat);
    if (parts && Number(parts[3]) === program.child.pid && parts[2] !== 'Z') found.push({ pid: Number(pid), name: parts[1] });
  }
  return found;
}

/** Processes that have ended and were never fetched by the program. */
export async function leftOvers(program) {
  const dead = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const parts = /^\d+ \((.*)\) Z (\d+)/.exec(stat);
    if (parts && Number(parts[2]) === program.child.pid) dead.push(parts[1]);
  }
  return dead;
}

export const webViews = async (program) => (await processesOf(program)).filter(({ name }) => name.startsWith('WebKit')).map(({ name }) => name);

/** The visible windows of a started program, as the screen knows them. */
async function windowsOf(session, program) {
  const { stdout } = await run('xdotool', ['search', '--onlyvisible', '--pid', String(program.child.pid)], { env: session.env });
  return stdout.trim().split('\n').filter(Boolean);
}

/** Has `open` open the system's file dialog, types the path there and confirms it, all by keyboard. */
export async function chooseFile(session, program, path, open) {
  const before = new Set(await windowsOf(session, program));
  const dialog = async () => (await windowsOf(session, program)).find((id) => !before.has(id));
  await open();
  const id = await until('the file dialog is there', dialog);
  await run('xdotool', ['windowactivate', '--sync', id], { env: session.env });
  await run('xdotool', ['key', '--delay', '50', 'ctrl+l'], { env: session.env });
  await run('xdotool', ['key', 'ctrl+a', 'type', '--delay', '15', path], { env: session.env });
  // The dialog completes what is typed; until it has, Return does not choose.
  await until('the file dialog is gone', async () => {
    if ((await dialog()) === undefined) return true;
    await run('xdotool', ['key', 'Return'], { env: session.env });
    return (await dialog()) === undefined;
  });
}
