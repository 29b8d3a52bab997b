// A person's desk: a session, the program, and its window as a browser page. What most flows begin with.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { clearing } from './later.mjs';
import { startSession } from './session.mjs';
import { ROOT, startInBrowser, tributary } from './program.mjs';

// build/test names the browser it found.
export const BROWSER = process.env.TRIBUTARY_BROWSER || '/usr/bin/chromium';
export const SCREENSHOTS = join(ROOT, 'build', '.cache', 'screenshots');

// Wails' own script of the browser build stumbles once over a page without its overlay; the shipped program has no such script.
const NOT_OURS = [/Cannot read properties of null \(reading 'nodes'\)/, /favicon/];

/**
 * Opens a desk that is cleared when the test `t` ends. Options: `keychain`, `locale` (default en-GB), `dark`, `args` of the program, `before`, given the
 * session before the program starts.
 * The result: `page` (Playwright), `go(name)`, `shot(name)`, `tributary(…args)`, `session`, `problems` (errors of the page).
 */
export async function openDesk(t, { keychain = true, locale = 'en-GB', dark = false, args = [], before = async () => {} } = {}) {
  const later = clearing(t);
  const session = await startSession({ keychain });
  later(() => session.stop());
  await before(session);
  const program = await startInBrowser(session, args);
  later(() => program.stop());
  const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] });
  later(() => browser.close());
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 }, locale, timezoneId: 'Europe/Paris', colorScheme: dark ? 'dark' : 'light', acceptDownloads: true,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000); // a busy machine is no failure
  const problems = [];
  const note = (text) => NOT_OURS.some((known) => known.test(text)) || problems.push(text);
  page.on('pageerror', (error) => note(error.message));
  page.on('console', (message) => message.type() === 'error' && note(`${message.text()} ${message.location().url}`));
  // What stood there at the end tells most about a flow that failed.
  later(() => shot(page, `last-${t.name.replace(/[^a-z0-9]+/gi, '-').toLowerCase()}`));
  await page.goto(program.address);
  return {
    session, program, page, problems,
    /** Follows an entry of the sidebar. */
    go: (name) => page.getByRole('navigation').getByRole('link', { name }).first().click(),
    shot: (name) => shot(page, name),
    shotOf: (other, name) => shot(other, name),
    /** One command of the shipped binary, on the same data directory. */
    tributary: (...command) => tributary(session, ...command),
  };
}

async function shot(page, name) {
  await mkdir(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
}
