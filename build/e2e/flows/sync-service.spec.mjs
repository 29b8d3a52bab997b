// The main job without a window: a real service, its real paging, changes there, and the project equal to it record for record.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { clearing } from '../harness/later.mjs';
import { done } from '../harness/program.mjs';
import { customer, order, startService } from '../harness/service.mjs';
import { startSession } from '../harness/session.mjs';
import { comparable, customerRow, jsonLines, orderRow, shopSetup, writeSetup } from '../harness/setup-file.mjs';

const CUSTOMERS = 3500;
const ORDERS = 2600;

test('the project equals the service after a first sync, after changes there, and after deletions there', async (t) => {
  const later = clearing(t);
  const session = await startSession();
  later(() => session.stop());
  const service = await startService(join(session.folder, 'service'));
  later(() => service.stop());
  session.env.SHOP_TOKEN = service.token;

  const customers = await service.create('customers', Array.from({ length: CUSTOMERS }, (_, n) => customer(n)));
  const ids = customers.map((record) => record.id);
  const orders = await service.create('orders', Array.from({ length: ORDERS }, (_, n) => order(n, ids)));

  const file = await writeSetup(session.folder, shopSetup({ address: service.address }));
  await done(session, 'apply', file);

  await t.test('first sync', async () => {
    const run = await sync(session);
    assert.equal(run.result, 'ok', JSON.stringify(run));
    assert.deepEqual(counts(run, 'customers'), { created: CUSTOMERS, updated: 0, deleted: 0, record_errors: 0 });
    assert.deepEqual(counts(run, 'orders'), { created: ORDERS, updated: 0, deleted: 0, record_errors: 0 });
    await assertEqual(session, service);
  });

  await t.test('a second sync writes nothing, nor does applying the same file again', async () => {
    const again = await done(session, 'apply', file);
    assert.match(again.stdout, /nothing to do/);
    const run = await sync(session, '--full');
    assert.deepEqual(counts(run, 'customers'), { created: 0, updated: 0, deleted: 0, record_errors: 0 });
    assert.deepEqual(counts(run, 'orders'), { created: 0, updated: 0, deleted: 0, record_errors: 0 });
    await assertEqual(session, service);
  });

  await t.test('changed and added records arrive by reading only what changed', async () => {
    await service.change('customers', ids.slice(10, 130).map((id, n) => ({ id, city: `Moved ${n}` })));
    await service.create('customers', Array.from({ length: 40 }, (_, n) => customer(CUSTOMERS + n)));
    await service.change('orders', [{ id: orders[0].id, status: 'paid', total: 0.1 }]);
    const run = await sync(session);
    assert.deepEqual(counts(run, 'customers'), { created: 40, updated: 120, deleted: 0, record_errors: 0 });
    assert.equal(dataType(run, 'customers').mode, 'changed');
    // Everything here is younger than the ten minutes that are read again on purpose, so all of it comes, and nothing of it is written.
    assert.equal(dataType(run, 'customers').unchanged, dataType(run, 'customers').read - 160);
    await assertEqual(session, service);
  });

  await t.test('deleted records leave the project with a full read', async () => {
    await service.remove('customers', ids.slice(200, 260));
    const run = await sync(session, '--full');
    assert.equal(counts(run, 'customers').deleted, 60);
    await assertEqual(session, service);
  });
});

async function sync(session, ...options) {
  const { stdout } = await done(session, 'sync', 'Shop', '--json', ...options);
  return jsonLines(stdout)[0];
}

function dataType(run, name) {
  const found = run.data_types.find((one) => one.data_type === name);
  assert.ok(found, `the run says nothing of ${name}: ${JSON.stringify(run)}`);
  return found;
}

function counts(run, name) {
  const { created, updated, deleted, record_errors } = dataType(run, name);
  return { created, updated, deleted, record_errors };
}

/** Both tables against both collections, record for record. */
async function assertEqual(session, service) {
  const rows = async (table) => jsonLines((await done(session, 'data', table, '--format', 'jsonl')).stdout);
  const by = (key) => (a, b) => (a[key] < b[key] ? -1 : 1);
  assert.deepEqual(
    comparable(await rows('Customers'), ['Spent'], ['Born', 'Changed'], ['Address']).sort(by('Number')),
    (await service.all('customers')).map(customerRow).sort(by('Number')),
  );
  assert.deepEqual(
    comparable(await rows('Orders'), ['Total'], ['Placed'], ['Lines']).sort(by('Id')),
    (await service.all('orders')).map(orderRow).sort(by('Id')),
  );
}
