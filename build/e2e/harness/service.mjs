// A real service, written by others: PocketBase on a free loopback port. Everything goes through its own API.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { firstLine, start } from './processes.mjs';
import { ROOT } from './program.mjs';

const PROGRAM = join(ROOT, 'build', '.cache', 'bin', 'pocketbase');
export const MANIFEST = join(ROOT, 'build', 'e2e', 'pocketbase', 'manifest.yaml');
const BATCH = 1000; // changes per /api/batch request, as main.go allows
const PAGE = 500;

const autodates = [
  { name: 'created', type: 'autodate', onCreate: true, onUpdate: false },
  { name: 'updated', type: 'autodate', onCreate: true, onUpdate: true },
];

/** The collections a small business would have there; fields of every kind that a record can hold. */
export const COLLECTIONS = {
  customers: [
    { name: 'name', type: 'text', required: true },
    { name: 'email', type: 'email' },
    { name: 'phone', type: 'text' },
    { name: 'city', type: 'text' },
    { name: 'spent', type: 'number' },
    { name: 'newsletter', type: 'bool' },
    { name: 'born', type: 'date' },
    { name: 'address', type: 'json' },
    ...autodates,
  ],
  orders: [
    { name: 'number', type: 'text', required: true },
    { name: 'customer', type: 'text' },
    { name: 'status', type: 'select', values: ['open', 'paid', 'cancelled'], maxSelect: 1 },
    { name: 'total', type: 'number' },
    { name: 'placed', type: 'date' },
    { name: 'lines', type: 'json' },
    ...autodates,
  ],
};

/** Starts the service with its database in `folder`, with empty collections when it is new. `rateLimits`: answers 429 when asked too fast. */
export async function startService(folder, { rateLimits = false } = {}) {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not built: run build/test once`);
  const program = start(PROGRAM, ['--dir', folder, ...(rateLimits ? ['--rate-limits'] : [])], { env: { PATH: process.env.PATH, HOME: folder }, stdin: '' });
  const { address, email, password } = JSON.parse(await firstLine(program.child.stdout, program));
  const service = new Service(program, address);
  await service.signIn(email, password);
  await service.makeCollections();
  return service;
}

class Service {
  constructor(program, address) {
    this.program = program;
    this.address = address;
    this.token = '';
  }

  stop() {
    return this.program.stop();
  }

  async call(method, path, body) {
    const response = await fetch(this.address + path, {
      method, headers: { 'content-type': 'application/json', authorization: this.token }, body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  async signIn(email, password) {
    this.token = (await this.call('POST', '/api/collections/_superusers/auth-with-password', { identity: email, password })).token;
  }

  async makeCollections() {
    const { items } = await this.call('GET', '/api/collections?perPage=100');
    const present = new Set(items.map((collection) => collection.name));
    for (const [name, fields] of Object.entries(COLLECTIONS)) {
      if (!present.has(name)) await this.call('POST', '/api/collections', { name, type: 'base', fields });
    }
  }

  /** Creates the records and returns them as the service now has them. */
  create(collection, records) {
    return this.batch(records.map((body) => ({ method: 'POST', url: `/api/collections/${collection}/records`, body })));
  }

  /** Changes records: [{ id, …fields }]. */
  change(collection, changes) {
    return this.batch(changes.map(({ id, ...body }) => ({ method: 'PATCH', url: `/api/collections/${collection}/records/${id}`, body })));
  }

  remove(collection, ids) {
    return this.batch(ids.map((id) => ({ method: 'DELETE', url: `/api/collections/${collection}/records/${id}` })));
  }

  async batch(requests) {
    const answers = [];
    for (let from = 0; from < requests.length; from += BATCH) {
      answers.push(...(await this.call('POST', '/api/batch', { requests: requests.slice(from, from + BATCH) })));
    }
    return answers.map((answer) => answer.body);
  }

  /** Every record of the collection, ordered by id. */
  async all(collection) {
    const records = [];
    for (let page = 1; ; page++) {
      const answer = await this.call('GET', `/api/collections/${collection}/records?page=${page}&perPage=${PAGE}&sort=id`);
      records.push(...answer.items);
      if (page >= answer.totalPages) return records;
    }
  }
}

const CITIES = ['Lyon', 'Nantes', 'Bergen', 'Graz', 'Cork', 'Évora', 'Gdańsk', 'Plzeň'];

/** The nth customer of a made-up shop; the same for the same n. */
export function customer(n) {
  return {
    name: `${['Ada', 'Noé', 'Zoë', 'Łucja', 'Søren', "D'Arcy"][n % 6]} ${['Martin', 'Núñez', 'Quist', 'O’Hara', 'Weiß'][n % 5]} ${n}`,
    email: `customer${n}@example.com`,
    phone: n % 7 === 0 ? '' : `+33 1 ${String(10_000_000 + n * 37).slice(-8)}`,
    city: CITIES[n % CITIES.length],
    spent: Math.round(n * 1234.57) / 100,
    newsletter: n % 3 === 0,
    born: n % 11 === 0 ? '' : `${1950 + (n % 50)}-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')} 00:00:00.000Z`,
    address: { street: `${n} Rue de l’Église`, zip: String(10_000 + (n % 90_000)), geo: { lat: 45 + (n % 100) / 100, lon: 4.85 } },
  };
}

/** The nth order; `customerIds` are the ids the service gave the customers. */
export function order(n, customerIds) {
  return {
    number: `2026-${String(n).padStart(6, '0')}`,
    customer: customerIds[n % customerIds.length],
    status: ['open', 'paid', 'cancelled'][n % 3],
    total: Math.round(n * 917.3) / 100,
    placed: `2026-${String(1 + (n % 10)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')} ${String(n % 24).padStart(2, '0')}:30:00.000Z`,
    lines: Array.from({ length: 1 + (n % 4) }, (_, line) => ({ sku: `A-${n}-${line}`, quantity: 1 + line, price: 9.9 })),
  };
}
