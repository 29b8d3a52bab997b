// Set-up files for the flows that need no window, and the rows their records must become.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST } from './service.mjs';

/** Writes a set-up file (JSON is YAML too) and returns its path. */
export async function writeSetup(folder, content, name = 'set-up.yaml') {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify({ version: 1, ...content }, null, 2));
  return path;
}

const field = (name, type) => ({ name, type });
const map = (from, to, more = {}) => ({ from, to, ...more });

/** The shop in PocketBase: two data types into two tables, every type of update, by hand only. */
export function shopSetup({ address, every = '24h', deletions = 'soft' }) {
  return {
    project: {
      tables: [
        { name: 'Customers', fields: [
          field('Number', 'text'), field('Name', 'text'), field('Email', 'email'), field('City', 'text'), field('Spent', 'decimal'),
          field('Newsletter', 'boolean'), field('Born', 'datetime'), field('Street', 'text'), field('Address', 'json'), field('Changed', 'datetime'),
        ] },
        { name: 'Orders', fields: [
          field('Id', 'text'), field('Number', 'text'), field('Customer', 'text'), field('Status', 'choice'), field('Total', 'decimal'),
          field('Placed', 'datetime'), field('Lines', 'json'),
        ] },
      ],
    },
    authorizations: [{ name: 'Shop', source: MANIFEST, values: { address, token: { env: 'SHOP_TOKEN' } } }],
    source_configurations: [{
      name: 'Shop', source: MANIFEST, authorization: 'Shop', settings: {},
      data_transfers: [
        { data_type: 'customers', table: 'Customers', active: true, mapping: [
          map('id', 'Number', { primary_key: true }), map('name', 'Name'), map('email', 'Email'), map('city', 'City'), map('spent', 'Spent'),
          map('newsletter', 'Newsletter'), map('born', 'Born'), map('address.street', 'Street'), map('address', 'Address'), map('updated', 'Changed'),
        ] },
        { data_type: 'orders', table: 'Orders', active: true, mapping: [
          map('id', 'Id', { primary_key: true }), map('number', 'Number'), map('customer', 'Customer'), map('status', 'Status'), map('total', 'Total'),
          map('placed', 'Placed'), map('lines', 'Lines'),
        ] },
      ],
    }],
    integrations: [{
      name: 'Shop', source_configuration: 'Shop', every, deletions, active: true,
      updates: { customers: ['created', 'updated', 'deleted'], orders: ['created', 'updated', 'deleted'] },
    }],
  };
}

/** The row of table Customers that a record of the service must become, as `comparable` gives it. */
export const customerRow = (record) => ({
  Number: record.id, Name: record.name, Email: record.email || null, City: record.city, Spent: record.spent, Newsletter: record.newsletter,
  Born: moment(record.born), Street: record.address.street, Address: sorted(record.address), Changed: moment(record.updated),
});

/** The row of table Orders that a record must become. */
export const orderRow = (record) => ({
  Id: record.id, Number: record.number, Customer: record.customer, Status: record.status, Total: record.total, Placed: moment(record.placed), Lines: sorted(record.lines),
});

/** Rows as `data --format jsonl` prints them, with numbers, times and JSON brought to one form so that they can be compared. */
export function comparable(rows, numbers, times, documents) {
  return rows.map((row) => {
    const out = { ...row };
    for (const name of numbers) out[name] = out[name] === null ? null : Number(out[name]);
    for (const name of times) out[name] = moment(out[name]);
    for (const name of documents) out[name] = sorted(typeof out[name] === 'string' ? JSON.parse(out[name]) : out[name]);
    return out;
  });
}

export const jsonLines = (text) => text.split('\n').filter(Boolean).map((line) => JSON.parse(line));

const moment = (text) => (text ? new Date(text.replace(' ', 'T')).toISOString() : null);

function sorted(value) {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]));
}
