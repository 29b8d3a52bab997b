// The shipped binary, as a person starts it: its window appears, paints, and ends cleanly.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { SCREENSHOTS } from '../harness/desk.mjs';
import { inspect, inspectable } from '../harness/inspector.mjs';
import { clearing } from '../harness/later.mjs';
import { freePort, run, start, until } from '../harness/processes.mjs';
import { SHIPPED, startShipped, tributary } from '../harness/program.mjs';
import { startSession } from '../harness/session.mjs';

test('the window opens with its title, paints the Overview, and the program ends on request', async (t) => {
  const later = clearing(t);
  const session = await startSession();
  later(() => session.stop());
  const port = await freePort();
  const from = Date.now();
  const program = startShipped(session, { env: inspectable(port) });
  later(() => program.stop());

  const page = await inspect(port);
  later(() => page.close());
  await until('the Overview is painted', () => page.evaluate(`document.querySelector('h1')?.textContent.includes('Overview')`));
  // Told, not judged: how long it takes says more about the machine than about the program.
  const paints = JSON.parse(await page.evaluate(`JSON.stringify([performance.timeOrigin, performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null])`));
  assert.notEqual(paints[1], null, 'the window has painted something');
  t.diagnostic(`first contentful paint ${Math.round(paints[1])} ms after the page was opened, ${Math.round(paints[0] + paints[1] - from)} ms after the program was started`);
  const png = await page.snapshot(join(SCREENSHOTS, 'shipped-overview.png'));
  assert.ok(png.length > 10_000, `the window looks empty: its picture has ${png.length} bytes`);

  const windows = await run('xwininfo', ['-root', '-tree'], { env: session.env });
  assert.match(windows.stdout, /"Tributary": \("tributary" "Tributary"\)\s+1280x800/);

  assert.equal(await program.stop(), 0, program.output());
});

test('the window comes back where the person left it', async (t) => {
  const later = clearing(t);
  const session = await startSession();
  later(() => session.stop());
  const window = () => placeOf(session);
  const first = startShipped(session);
  later(() => first.stop());
  const { id } = await until('the window is there', window);
  await run('xdotool', ['windowsize', '--sync', id, '1000', '700', 'windowmove', '--sync', id, '120', '90'], { env: session.env });
  const left = await until('it is smaller', async () => ((await window())?.width === 1000 ? window() : undefined));
  assert.equal(await first.stop(), 0, first.output());

  const second = startShipped(session);
  later(() => second.stop());
  await until('it is where it was', async () => {
    const { id: _, ...now } = (await window()) ?? {};
    return JSON.stringify(now) === JSON.stringify({ x: left.x, y: left.y, width: 1000, height: 700 });
  });
  assert.equal(await second.stop(), 0, second.output());
});

/** Where the program's window is on the screen; undefined while there is none. */
async function placeOf(session) {
  const { stdout } = await run('xdotool', ['search', '--onlyvisible', '--name', '^Tributary$', 'getwindowgeometry', '--shell'], { env: session.env });
  const numbers = Object.fromEntries([...stdout.matchAll(/^(\w+)=(\d+)$/gm)].map(([, name, value]) => [name, Number(value)]));
  return numbers.WINDOW === undefined ? undefined : { id: String(numbers.WINDOW), x: numbers.X, y: numbers.Y, width: numbers.WIDTH, height: numbers.HEIGHT };
}

test('a dialog of the system that stands open does not keep the program from ending', async (t) => {
  const later = clearing(t);
  const session = await startSession();
  later(() => session.stop());
  const port = await freePort();
  const program = startShipped(session, { env: inspectable(port) });
  later(() => program.stop());
  const page = await inspect(port);
  later(() => page.close());
  await until('the page is ready', () => page.evaluate(`document.querySelector('h1') !== null`));
  const windows = async () => (await run('xdotool', ['search', '--onlyvisible', '--pid', String(program.child.pid)], { env: session.env })).stdout.trim().split('\n').length;
  const before = await windows();
  await page.evaluate(`void window.go.api.SourcesAPI.ChoosePath(true)`);
  await until('the dialog is there', async () => (await windows()) > before);
  assert.equal(await program.stop(), 0, program.output());
});

test('without a screen the program says so and ends', async (t) => {
  const later = clearing(t);
  const session = await startSession();
  later(() => session.stop());
  const { DISPLAY: _, ...env } = session.env;
  const { status, stderr } = await run(SHIPPED, ['--data-dir', session.dataDir], { env });
  assert.equal(status, 1);
  assert.match(stderr, /no screen/);
});

test('in the background the program needs no screen, holds its data folder, and ends on request', async (t) => {
  const later = clearing(t);
  const session = await startSession();
  later(() => session.stop());
  const { DISPLAY: _, ...env } = session.env;
  const program = start(SHIPPED, ['--background', '--data-dir', session.dataDir], { env });
  later(() => program.stop());

  await until('it holds its data folder', async () => /Started/.test(await readFile(join(session.dataDir, 'tributary.log'), 'utf8')));
  assert.equal((await tributary(session, 'sync')).status, 0, 'commands go through it');
  assert.equal(await program.stop(), 0, program.output());
  assert.equal((await tributary(session, 'sync')).status, 0, 'the data folder is free again');
});
