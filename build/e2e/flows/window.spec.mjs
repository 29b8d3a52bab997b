// The shell: every entry of the sidebar leads to its screen, in light and dark, at the smallest size, without an error of the page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openDesk } from '../harness/desk.mjs';

const SCREENS = ['Overview', 'Integrations', 'Project', 'Activity', 'Configuration', 'Settings'];

for (const dark of [false, true]) {
  test(`every entry of the sidebar opens its screen${dark ? ', dark' : ''}`, async (t) => {
    const desk = await openDesk(t, { dark });
    for (const name of SCREENS) {
      await desk.go(name);
      await desk.page.getByRole('main').getByRole('heading', { level: 1 }).first().waitFor();
      await desk.shot(`shell-${name.toLowerCase()}${dark ? '-dark' : ''}`);
    }
    assert.deepEqual(desk.problems, []);
  });
}

test('at 900 × 600 the page needs no sideways scrolling', async (t) => {
  const desk = await openDesk(t);
  await desk.page.setViewportSize({ width: 900, height: 600 });
  for (const name of SCREENS) {
    await desk.go(name);
    await desk.page.getByRole('main').getByRole('heading', { level: 1 }).first().waitFor();
    const over = await desk.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(over <= 0, `${name} is ${over} px wider than the window`);
  }
});
