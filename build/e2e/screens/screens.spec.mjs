// Every page in every state, language, colour and size: nothing sticks out, nothing is cut off or covered, nothing is left in the other
// language, and axe finds nothing. The pictures stay in build/.cache/screenshots/states for the eye.
import assert from 'node:assert/strict';
import { mkdir, readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { SCREENSHOTS } from '../harness/desk.mjs';
import { startFakeWindow } from '../harness/fake-window.mjs';
import { ROOT } from '../harness/program.mjs';
import { layoutProblems } from './layout.mjs';
import { overlays, pages, parts } from './pages.mjs';

const OUT = join(SCREENSHOTS, 'states');
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
// At 200 % zoom a window has half as many pixels to each side.
const sizes = [[1280, 800], [900, 600]];
const zoomed = { language: 'fr', colour: 'light', width: 640, height: 400 };
const looks = ['en', 'fr'].flatMap((language) => ['light', 'dark'].flatMap((colour) => sizes.map(([width, height]) => ({ language, colour, width, height })))).concat(zoomed);
const states = ['full', 'empty', 'loading', 'error'];

let fake;
before(async () => {
  fake = await startFakeWindow();
  await mkdir(OUT, { recursive: true });
});
after(() => fake.stop());

// Two at a time: one paints while the other is looked at.
describe('every page lies well', { concurrency: 2 }, () => {
  for (const look of looks) {
    const { language, colour, width, height } = look;
    test(`${language}, ${colour}, ${width} × ${height}`, async () => {
      const context = await fake.browser.newContext({ viewport: { width, height }, locale: language === 'fr' ? 'fr-FR' : 'en-GB', colorScheme: colour, timezoneId: 'Europe/Paris', reducedMotion: 'reduce' });
      const never = await neverShown(language);
      const found = [];
      for (const state of states) {
        for (const shown of state === 'full' ? [...pages, ...overlays, ...parts] : pages) {
          const page = await context.newPage();
          page.setDefaultTimeout(30_000);
          page.on('pageerror', (error) => found.push(`${shown.name}, ${state}: ${error.message}`));
          if (shown.height !== undefined) await page.setViewportSize({ width, height: shown.height });
          await page.goto(`${fake.address}/?world=${state}#${shown.at}`);
          await settled(page, shown.staysBusy ? 'loading' : state);
          await shown.open?.(page);
          await page.evaluate(() => document.fonts.ready);
          await page.screenshot({ path: join(OUT, `${shown.name}-${state}-${language}-${colour}-${width}.png`), animations: 'disabled' });
          const problems = await page.evaluate(layoutProblems, never);
          // Colours differ by look, structure does not: axe looks at one window in light and one in dark, each in its language.
          if (width === 1280 && (language === 'en') === (colour === 'light')) problems.push(...(await axeProblems(page)));
          if (shown.fits && width === 1280) problems.push(...(await page.evaluate(hiddenBelow)));
          found.push(...problems.map((problem) => `${shown.name}, ${state}: ${problem}`));
          await page.close();
        }
      }
      await context.close();
      assert.deepEqual(found, []);
    });
  }
});

/** A page stands when its title is there and nothing but a page that is meant to load still loads. */
async function settled(page, state) {
  await page.getByRole('heading', { level: 1 }).waitFor();
  if (state !== 'loading') await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
}

/** Runs in the page: whether its body has to be scrolled. */
function hiddenBelow() {
  const boxes = [...document.querySelectorAll('main, main > div')];
  return boxes.filter((e) => e.scrollHeight > e.clientHeight + 1).map((e) => `${e.scrollHeight - e.clientHeight}px of the page are below the window`);
}

async function axeProblems(page) {
  await page.addScriptTag({ path: axePath });
  const violations = await page.evaluate(async () => {
    const { violations: all } = await window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] });
    // An open menu or calendar stands at the end of the page, outside its landmarks, and has the focus: it is reached without them.
    const inMenu = (node) => document.querySelector(node.target.join(' '))?.closest('[role="menu"], [class*="Popover-dropdown"]') !== null;
    return all.map((v) => ({ id: v.id, help: v.help, at: v.nodes.filter((n) => v.id !== 'region' || !inMenu(n)).map((n) => n.target.join(' ')).slice(0, 3) })).filter((v) => v.at.length > 0);
  });
  return violations.map(({ id, help, at }) => `axe ${id}: ${help} (${at.join('; ')})`);
}

/** What may not show up in a window of this language: texts that only the other one has, and the names of texts. */
async function neverShown(language) {
  const [its, others] = await Promise.all([texts(language), texts(language === 'fr' ? 'en' : 'fr')]);
  const known = new Set(its.values());
  return { foreign: [...others].filter(([key, text]) => !known.has(text) && !text.includes('{{') && text.includes(' ') && !/example/i.test(key)).map(([, text]) => text), keys: [...its.keys()].filter((key) => key.includes('.')) };
}

/** The texts of a language by their names. */
async function texts(language) {
  const root = join(ROOT, 'frontend', 'src');
  const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith(join('i18n', `${language}.json`)));
  const all = new Map();
  const collect = (value, name) => (typeof value === 'string' ? all.set(name, value) : Object.entries(value).forEach(([key, inner]) => collect(inner, name === '' ? key : `${name}.${key}`)));
  for (const file of files) collect(JSON.parse(await readFile(join(root, file), 'utf8')), '');
  return all;
}
