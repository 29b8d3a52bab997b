// A person's hands on the window, counted: the mouse alone, or the keyboard alone. Keys typed into a field count as typing, not as steps.
import { until } from './processes.mjs';

const MANY = 60; // Tab presses after which something is out of reach

/** The mouse: `click(locator)`, and `type(locator, text)`, which clicks the field first. `clicks` and `seconds()` tell the effort. */
export function mouse(page) {
  const began = performance.now();
  const hand = {
    clicks: 0,
    seconds: () => Math.round((performance.now() - began) / 100) / 10,
    async click(target) {
      await target.click();
      hand.clicks++;
    },
    async type(target, text) {
      await hand.click(target);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(text);
    },
  };
  return hand;
}

/**
 * The keyboard: `to(locator)` presses Tab until it has the focus, `press(key)`, `use(locator)` goes there and presses Enter, `type(locator, text)`.
 * `presses` counts the keys besides typing, `farthest` is the longest way by Tab, `ringless` names what had the focus and did not show it.
 */
export function keyboard(page) {
  const began = performance.now();
  const hand = {
    presses: 0,
    farthest: { tabs: 0, to: '' },
    ringless: new Set(),
    seconds: () => Math.round((performance.now() - began) / 100) / 10,
    async press(key) {
      await page.keyboard.press(key);
      hand.presses++;
    },
    async to(target) {
      await target.waitFor();
      await until(`${target} can be used`, () => target.isEnabled());
      const passed = [];
      while (!(await target.evaluate((element) => element === document.activeElement))) {
        if (passed.length === MANY) throw new Error(`Tab does not reach ${target}; it passed ${passed.join(' · ')}`);
        await hand.press('Tab');
        const { name, shows } = await page.evaluate(focused);
        passed.push(name);
        if (!shows) hand.ringless.add(name);
      }
      if (passed.length > hand.farthest.tabs) hand.farthest = { tabs: passed.length, to: String(target) };
    },
    async use(target, key = 'Enter') {
      await hand.to(target);
      await hand.press(key);
    },
    async type(target, text) {
      await hand.to(target);
      await page.keyboard.press('ControlOrMeta+a');
      await page.keyboard.type(text);
    },
  };
  return hand;
}

/* c8 ignore next: runs in the page */
function focused() {
  const element = document.activeElement;
  if (element === null || element === document.body) return { name: '(nothing)', shows: true };
  const outlined = (e) => getComputedStyle(e).outlineStyle !== 'none' && parseFloat(getComputedStyle(e).outlineWidth) > 0;
  const rings = (e) => outlined(e) || getComputedStyle(e).boxShadow !== 'none';
  // A field shows it on its frame, a card around the whole of it.
  const shows = rings(element) || (element.parentElement !== null && rings(element.parentElement)) || outlined(element.closest('li') ?? element);
  return { name: (element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent ?? '').trim().slice(0, 40) || element.tagName, shows };
}
