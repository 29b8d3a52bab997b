// The shipped binary, as a person starts it: its window appears, paints, and ends cleanly.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { SCREENSHOTS } from '../harness/desk.mjs';
import { inspect, inspectable } from '../harness/inspector.mjs';
import { freePort, run, until } from '../harness/processes.mjs';
import { SHIPPED, startShipped } from '../harness/program.mjs';
import { startSession } from '../harness/session.mjs';

async function session(t) {
  const session = await startSession();
  t.after(() => session.stop());
  return session;
}

test('the window opens with its title, paints the Overview, and the program ends on request', async (t) => {
  const desk = await session(t);
  const port = await freePort();
  const program = startShipped(desk, { env: inspectable(port) });
  t.after(() => program.stop());

  const page = await inspect(port);
  t.after(() => page.close());
  await until('the Overview is painted', () => page.evaluate(`document.querySelector('h1')?.textContent.includes('Overview')`));
  const png = await page.snapshot(join(SCREENSHOTS, 'shipped-overview.png'));
  assert.ok(png.length > 10_000, `the window looks empty: its picture has ${png.length} bytes`);

  const windows = await run('xwininfo', ['-root', '-tree'], { env: desk.env });
  assert.match(windows.stdout, /"Tributary": \("tributary" "Tributary"\)\s+1280x800/);

  assert.equal(await program.stop(), 0, program.output());
});

test('a second start says that Tributary is already running', async (t) => {
  const desk = await session(t);
  const port = await freePort();
  const first = startShipped(desk, { env: inspectable(port) });
  t.after(() => first.stop());
  (await inspect(port)).close();

  const second = startShipped(desk);
  assert.equal(await second.exited, 1);
  assert.match(second.output(), /already running/i);
});

test('without a screen the program says so and ends', async (t) => {
  const desk = await session(t);
  const { DISPLAY: _, ...env } = desk.env;
  const { status, stderr } = await run(SHIPPED, ['--data-dir', desk.dataDir], { env });
  assert.equal(status, 1);
  assert.match(stderr, /no screen/);
});
