// Looks into the window of the shipped binary through WebKit's own remote inspector, which every build of it can serve.
import { writeFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import WebSocket from 'ws';
import { until } from './processes.mjs';

/** The environment that makes WebKit serve its inspector at the port. */
export const inspectable = (port) => ({ WEBKIT_INSPECTOR_HTTP_SERVER: `127.0.0.1:${port}` });

/** Waits for the window and connects: { evaluate(expression), snapshot(path), close() }. */
export async function inspect(port) {
  const path = await until('the window shows a page', async () => {
    const listing = await (await fetch(`http://127.0.0.1:${port}/`)).text();
    return /\/socket\/\d+\/\d+\/WebPage/.exec(listing)?.[0];
  });
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`);
  const page = new Page(socket);
  await page.connected;
  return page;
}

// The protocol wraps each message for the page into one for its target.
class Page {
  constructor(socket) {
    this.socket = socket;
    this.waiting = new Map();
    this.next = 1;
    this.connected = new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('message', (data) => this.receive(JSON.parse(data), resolve));
    });
  }

  receive({ method, params }, connected) {
    if (method === 'Target.targetCreated' && params.targetInfo.type === 'page') {
      this.target = params.targetInfo.targetId;
      connected();
    }
    if (method !== 'Target.dispatchMessageFromTarget') return;
    const answer = JSON.parse(params.message);
    this.waiting.get(answer.id)?.(answer);
    this.waiting.delete(answer.id);
  }

  async ask(method, params) {
    const id = this.next++;
    const answer = new Promise((resolve) => this.waiting.set(id, resolve));
    const message = JSON.stringify({ id, method, params });
    this.socket.send(JSON.stringify({ id: this.next++, method: 'Target.sendMessageToTarget', params: { targetId: this.target, message } }));
    const { result, error } = await answer;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result;
  }

  /** The value of a JavaScript expression in the page. */
  async evaluate(expression) {
    const { result, wasThrown } = await this.ask('Runtime.evaluate', { expression, returnByValue: true });
    if (wasThrown) throw new Error(`${expression}: ${result.description}`);
    return result.value;
  }

  /** A PNG of what the window shows. */
  async snapshot(path) {
    const [width, height] = await this.evaluate('[window.innerWidth, window.innerHeight]');
    const { dataURL } = await this.ask('Page.snapshotRect', { x: 0, y: 0, width, height, coordinateSystem: 'Viewport' });
    const png = Buffer.from(dataURL.split(',')[1], 'base64');
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, png);
    return png;
  }

  close() {
    this.socket.close();
  }
}
