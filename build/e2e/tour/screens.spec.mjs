// A picture of every screen with real records in it, for the eye and for the README: English and French, light and dark, at 1280 × 800
// and at the smallest size. Pictures go to build/.cache/screenshots/tour. Not part of build/test: `npm run tour` in build/e2e.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { clearing } from '../harness/later.mjs';
import { openDesk, SCREENSHOTS } from '../harness/desk.mjs';
import { customer, order, startService } from '../harness/service.mjs';
import { shopSetup, writeSetup } from '../harness/setup-file.mjs';
import { writeCsv } from '../harness/spreadsheets.mjs';

const OUT = join(SCREENSHOTS, 'tour');
const VARIANTS = [
  { name: 'en' }, { name: 'en-dark', dark: true }, { name: 'fr', locale: 'fr-FR' }, { name: 'fr-dark', locale: 'fr-FR', dark: true },
  { name: 'en-small', small: true }, { name: 'fr-small', locale: 'fr-FR', small: true },
];

for (const { name, locale = 'en-GB', dark = false, small = false } of VARIANTS) {
  test(`every screen, ${name}`, async (t) => {
    const later = clearing(t);
    const desk = await openDesk(t, { dark, locale });
    const { page } = desk;
    if (small) await page.setViewportSize({ width: 900, height: 600 });
    const service = await startService(join(desk.session.folder, 'service'));
    later(() => service.stop());
    await fill(desk, service);
    await page.getByText(/3[,.\s\u202f]160/).first().waitFor({ timeout: 30_000 });
    await mkdir(OUT, { recursive: true });
    const settle = () => page.waitForTimeout(800); // transitions end, late queries answer
    const shot = async (screen) => {
      await settle();
      await page.screenshot({ path: join(OUT, `${screen}-${name}.png`) });
    };
    const main = page.getByRole('main');
    const go = (entry) => page.getByRole('navigation').getByRole('link').nth(entry).click();

    await go(0);
    await shot('overview');
    await go(1);
    await shot('integrations');
    await main.getByRole('link', { name: 'Customers and orders' }).first().click();
    await shot('integration');
    await go(2);
    await shot('project');
    await main.getByRole('link', { name: /Customers/ }).first().click();
    await page.getByRole('gridcell').nth(12).dblclick();
    await shot('row');
    await page.keyboard.press('Escape');
    await shot('rows');
    await go(3);
    await shot('activity');
    await page.goto(`${desk.program.address}/#/activity/errors`);
    await shot('errors');
    await go(4);
    await shot('configuration');
    await main.getByRole('link', { name: 'Shop' }).first().click();
    await shot('source');
    await page.getByRole('row').nth(1).getByRole('button').last().click();
    await page.getByRole('menuitem').first().click();
    await page.getByRole('dialog').getByRole('row').nth(3).waitFor();
    await shot('mapping');
    await page.keyboard.press('Escape');
    await go(5);
    await shot('settings');
    await page.goto(`${desk.program.address}/#/connect`);
    await shot('connect');
    assert.deepEqual(desk.problems, []);
  });
}

/** A shop with customers and orders, and a price list with a few prices that are none. */
async function fill(desk, service) {
  desk.session.env.SHOP_TOKEN = service.token;
  const customers = await service.create('customers', Array.from({ length: 1204 }, (_, n) => customer(n)));
  await service.create('orders', Array.from({ length: 3160 }, (_, n) => order(n, customers.map((record) => record.id))));
  const folder = join(desk.session.folder, 'exports');
  const prices = Array.from({ length: 164 }, (_, n) => [`R-${1000 + n}`, `Product ${n}`, n % 40 === 3 ? 'on request' : `${n}.90`]);
  await writeCsv(join(folder, 'prices.csv'), [['Reference', 'Name', 'Price'], ...prices]);
  const setup = shopSetup({ address: service.address, every: '15m' });
  setup.integrations[0].name = 'Customers and orders';
  setup.project.tables.push({ name: 'Products', fields: ['Reference', 'Name', 'Price'].map((field) => ({ name: field, type: field === 'Price' ? 'decimal' : 'text' })) });
  setup.source_configurations.push({
    name: 'Price lists', source: 'spreadsheet', settings: { path: folder },
    data_transfers: [{ data_type: 'prices', table: 'Products', active: true, mapping: ['Reference', 'Name', 'Price'].map((field) => ({ from: field, to: field, primary_key: field === 'Reference' })) }],
  });
  setup.integrations.push({ name: 'Supplier prices', source_configuration: 'Price lists', every: '1h', active: true, updates: { prices: ['created', 'updated'] } });
  const { status, stderr } = await desk.tributary('apply', await writeSetup(desk.session.folder, setup));
  assert.equal(status, 0, stderr);
}
