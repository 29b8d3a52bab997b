// The programs under test: the shipped binary, and the same program with its window served to a browser.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, run, start, until } from './processes.mjs';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
export const SHIPPED = join(ROOT, 'build', 'bin', 'tributary');
const BROWSER_BUILD = join(ROOT, 'build', '.cache', 'bin', 'tributary-browser');
const SCREENS = join(ROOT, 'frontend', 'dist');

/** Starts the program whose window can be opened in a browser at `address`. */
export async function startInBrowser(session, args = []) {
  const host = `127.0.0.1:${await freePort()}`;
  const env = { ...session.env, devserver: host, assetdir: SCREENS };
  const program = start(present(BROWSER_BUILD), ['--data-dir', session.dataDir, ...args], { env });
  const address = `http://${host}`;
  try {
    await until('the program serves its window', async () => {
      if (program.child.exitCode !== null) throw new Error(`it ended:\n${program.output()}`);
      return (await fetch(address)).ok;
    });
  } catch (error) {
    await program.stop();
    throw new Error(`${error.message}\n${program.output()}`);
  }
  return { ...program, address };
}

/** Starts the shipped binary with its window. */
export function startShipped(session, { args = [], env = {} } = {}) {
  return start(present(SHIPPED), ['--data-dir', session.dataDir, ...args], { env: { ...session.env, ...env } });
}

/** Runs one command of the shipped binary on the session's data directory: { status, stdout, stderr }. */
export function tributary(session, ...args) {
  return run(present(SHIPPED), [...args, '--data-dir', session.dataDir], { env: session.env, cwd: session.folder });
}

/** The same for a command that must succeed; a failure is told with what it wrote. */
export async function done(session, ...args) {
  const result = await tributary(session, ...args);
  if (result.status !== 0) throw new Error(`tributary ${args.join(' ')} ended with ${result.status}: ${result.stderr}${result.stdout}`);
  return result;
}

function present(path) {
  if (!existsSync(path)) throw new Error(`${path} is not built: run build/test once`);
  return path;
}
