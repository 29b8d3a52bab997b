// The screens over the fake program (frontend/src/bridge/fake), served from this machine to a browser: for what is about the eye and
// about states that a real program is seldom in. `need_fake_screens` of build/lib.sh builds them.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';
import { BROWSER } from './desk.mjs';
import { ROOT } from './program.mjs';

const BUILT = join(ROOT, 'build', '.cache', 'fake-screens');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.svg': 'image/svg+xml' };

async function answer(request, response) {
  const { pathname } = new URL(request.url, 'http://127.0.0.1');
  const file = join(BUILT, normalize(pathname === '/' ? '/index.html' : pathname));
  try {
    const body = await readFile(file);
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream', 'Cache-Control': 'max-age=3600' }).end(body);
  } catch {
    response.writeHead(404).end();
  }
}

/** Serves the screens and starts a browser: { address, browser, stop }. */
export async function startFakeWindow() {
  if (!existsSync(join(BUILT, 'index.html'))) throw new Error(`${BUILT} is not built: run build/test once`);
  const server = createServer((request, response) => void answer(request, response));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] });
  return {
    browser, address: `http://127.0.0.1:${server.address().port}`,
    stop: async () => {
      await browser.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
