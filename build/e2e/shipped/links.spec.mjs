// A link in a mail, as the desktop opens it: the program that runs shows the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect, inspectable } from '../harness/inspector.mjs';
import { clearing } from '../harness/later.mjs';
import { freePort, run, start, until } from '../harness/processes.mjs';
import { SHIPPED } from '../harness/program.mjs';
import { startSession } from '../harness/session.mjs';

test('a link of the program opens its page in the window that is there', async (t) => {
  const later = clearing(t);
  const session = await startSession();
  later(() => session.stop());
  const port = await freePort();
  // Without a data folder of its own: links are answered by the usual one, here of the session's home.
  const program = start(SHIPPED, [], { env: { ...session.env, ...inspectable(port) } });
  later(() => program.stop());
  const page = await inspect(port);
  later(() => page.close());
  await until('the window is there', () => page.evaluate(`document.querySelector('h1') !== null`));

  const opened = await run('xdg-open', ['tributary:settings'], { env: session.env });
  assert.equal(opened.status, 0, opened.stderr);
  await until('the page of the link is shown', () => page.evaluate(`document.querySelector('h1')?.textContent.includes('Settings')`));
  assert.equal(await program.stop(), 0, program.output());
});
