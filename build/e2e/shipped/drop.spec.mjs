// Files dragged with the mouse onto the shipped window: a spreadsheet begins the guided set-up, a connector manifest is looked at.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildDragSource, carryOver } from '../harness/drag.mjs';
import { inspect, inspectable } from '../harness/inspector.mjs';
import { clearing } from '../harness/later.mjs';
import { freePort, start, until } from '../harness/processes.mjs';
import { SHIPPED } from '../harness/program.mjs';
import { MANIFEST } from '../harness/service.mjs';
import { startSession } from '../harness/session.mjs';
import { windowOpens } from '../harness/windows.mjs';

const HELD = 'Drop it here';

test('a spreadsheet and a manifest that are dropped are taken, and a picture is refused in words', async (t) => {
  const later = clearing(t);
  const session = await startSession();
  later(() => session.stop());
  const source = await buildDragSource(session.folder);
  const port = await freePort();
  const program = start(SHIPPED, ['--data-dir', join(session.folder, 'data')], { env: { ...session.env, ...inspectable(port) } });
  later(() => program.stop());
  const page = await inspect(port);
  later(() => page.close());
  await windowOpens(session);
  await until('the page is there', () => page.evaluate(`document.querySelector('h1') !== null`));
  const text = () => page.evaluate('document.body.innerText');

  const drop = async (path) => {
    const hand = await carryOver(session, source, path);
    later(() => hand.stop());
    await until('the window says that files may be dropped', async () => (await hand.nudge(), (await text()).includes(HELD)));
    // The page answers each move, whether the file may be let go there; the answer has arrived when the next moves have.
    await page.evaluate(`window.moves = 0, window.addEventListener('dragover', () => window.moves++)`);
    await until('the page has answered', async () => (await hand.nudge(), (await page.evaluate('window.moves')) > 5));
    await hand.drop();
    await until('the sign over the window is gone', async () => !(await text()).includes(HELD));
  };

  const csv = join(session.folder, 'customers.csv');
  await writeFile(csv, 'email,name\nann@example.com,Ann\n');
  await drop(csv);
  await until('the guided set-up has the file', () => page.evaluate(`location.hash.startsWith('#/connect') && [...document.querySelectorAll('input')].some((i) => i.value.endsWith('customers.csv'))`));

  const picture = join(session.folder, 'logo.png');
  await writeFile(picture, 'no picture either');
  await drop(picture);
  await until('the picture is refused', async () => (await text()).includes('logo.png'));

  await drop(MANIFEST);
  await until('the manifest is looked at', async () => page.evaluate(`document.querySelector('[role="dialog"]') !== null && location.hash.startsWith('#/configuration/new')`));
  assert.equal(await program.stop(), 0, program.output());
});
