// The system's browser, as the program sees it: an opener that notes the address it was given. The test then visits that address in a
// real browser.
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from './processes.mjs';

/** Puts the opener before all others of the session's programs. The result: `opened(n)`, the nth address, waited for. */
export async function noteOpened(session) {
  const folder = join(session.folder, 'opener');
  const file = join(folder, 'addresses');
  await mkdir(folder);
  await writeFile(file, '');
  await writeFile(join(folder, 'xdg-open'), `#!/bin/sh\nprintf '%s\\n' "$1" >>'${file}'\n`);
  await chmod(join(folder, 'xdg-open'), 0o755);
  session.env.PATH = `${folder}:${session.env.PATH}`;
  const all = async () => (await readFile(file, 'utf8')).split('\n').filter(Boolean);
  return {
    all,
    async opened(n = 0) {
      let found;
      await until('the browser is opened', async () => (found = (await all())[n]));
      return found;
    },
  };
}
