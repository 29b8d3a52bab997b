// The person's own colours (contrast themes) take backgrounds away: what is chosen must look chosen all the same.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startFakeWindow } from '../harness/fake-window.mjs';

const FILLED = 0.4; // of the pixels; a bolder word alone is a tenth
const UNDERLINED = 0.04;

let fake;
let page;
before(async () => {
  fake = await startFakeWindow();
  page = await fake.browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'en-GB', forcedColors: 'active', reducedMotion: 'reduce' });
});
after(() => fake.stop());

const open = async (at) => {
  await page.goto('about:blank'); // another # alone loads nothing anew, and the page before would still stand
  await page.goto(`${fake.address}/?world=full#${at}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.evaluate(() => document.fonts.ready);
};

/** How much of a part looks another way after something was done; the pointer and the focus are elsewhere both times. */
async function changeOf(part, act) {
  const look = async () => {
    await page.mouse.move(0, 0);
    await page.evaluate(() => document.activeElement?.blur());
    return part.screenshot({ animations: 'disabled' });
  };
  const first = await look();
  await act();
  return shareThatDiffers(first, await look());
}

/** The share of pixels, 0 to 1, in which two pictures of one size differ. */
const shareThatDiffers = (...pictures) =>
  page.evaluate(async (sources) => {
    const [a, b] = await Promise.all(sources.map(async (source) => {
      const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${source}`)).blob());
      const paint = new OffscreenCanvas(picture.width, picture.height).getContext('2d');
      paint.drawImage(picture, 0, 0);
      return paint.getImageData(0, 0, picture.width, picture.height).data;
    }));
    if (a.length !== b.length) return 1;
    let differ = 0;
    for (let i = 0; i < a.length; i += 4) if (Math.abs(a[i] - b[i]) + Math.abs(a[i + 1] - b[i + 1]) + Math.abs(a[i + 2] - b[i + 2]) > 90) differ++;
    return differ / (a.length / 4);
  }, pictures.map((picture) => picture.toString('base64')));

test('a ticked box is told from an empty one', async () => {
  await open('/integrations/i-shop');
  const box = page.getByRole('checkbox').first();
  assert.ok((await changeOf(box, () => box.click())) > FILLED);
});

test('a switch that is on is told from one that is off', async () => {
  await open('/settings');
  const toggle = page.getByRole('switch', { name: 'Run on battery' });
  const track = toggle.locator('xpath=..');
  assert.ok((await changeOf(track, () => toggle.click({ force: true }))) > FILLED);
});

test('the chosen one of a few is told from the others', async () => {
  await open('/project/Contacts');
  const choice = page.locator('label').filter({ hasText: /^Deleted rows$/ });
  assert.ok((await changeOf(choice, () => choice.click())) > FILLED);
});

test('the page shown is told from the others in the navigation', async () => {
  await open('/integrations');
  const place = page.getByRole('navigation').getByRole('link', { name: 'Integrations' });
  assert.ok((await changeOf(place, () => open('/activity'))) > FILLED);
});

test('the part of a page shown is told from the others', async () => {
  await open('/activity');
  const tab = page.getByRole('main').getByRole('link', { name: 'Runs' });
  assert.ok((await changeOf(tab, () => open('/activity/errors'))) > UNDERLINED);
});
