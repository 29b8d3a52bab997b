// Trouble with the service or the files: told in words where it happens, and not a row of the project is lost.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { clearing } from '../harness/later.mjs';
import { done, tributary } from '../harness/program.mjs';
import { customer, startService } from '../harness/service.mjs';
import { startSession } from '../harness/session.mjs';
import { jsonLines, shopSetup, writeSetup } from '../harness/setup-file.mjs';

const CUSTOMERS = 300;

test('a service in trouble fails the run in words and loses no row', async (t) => {
  const later = clearing(t);
  const session = await startSession({ keychain: false });
  later(() => session.stop());
  const service = await startService(join(session.folder, 'service'));
  later(() => service.stop());
  session.env.SHOP_TOKEN = service.token;
  await service.create('customers', Array.from({ length: CUSTOMERS }, (_, n) => customer(n)));
  await done(session, 'apply', await writeSetup(session.folder, shopSetup({ address: service.address })));
  await done(session, 'sync');

  await t.test('a wrong key', async () => {
    session.env.SHOP_TOKEN = 'not-the-token';
    await done(session, 'apply', join(session.folder, 'set-up.yaml'));
    await failsInWords(session, ['sign_in', 'not_allowed']);
  });

  for (const [name, type, body] of [
    ['HTML instead of JSON', 'text/html', '<!doctype html><title>Maintenance</title><p>We are back soon.</p>'],
    ['JSON that breaks off', 'application/json', '{"page":1,"perPage":500,"items":[{"id":"a","name":"Ada'],
  ]) {
    await t.test(name, async (t) => {
      await answering(session, t, type, body);
      await failsInWords(session, ['service_down', 'our_fault', 'bad_records', 'set_up']);
    });
  }

  await t.test('a service that is not there', async () => {
    await service.stop();
    session.env.SHOP_TOKEN = service.token;
    await done(session, 'apply', await writeSetup(session.folder, shopSetup({ address: service.address })));
    await failsInWords(session, ['service_down', 'offline']);
  });

  await t.test('the key is nowhere in clear', async () => {
    const { stdout } = await done(session, 'export-setup');
    assert.ok(!stdout.includes(service.token), 'the exported set-up holds the key');
  });
});

test('a set-up file with mistakes is refused with the place of each, and nothing is kept', async (t) => {
  const later = clearing(t);
  const session = await startSession({ keychain: false });
  later(() => session.stop());
  for (const [name, content, words] of [
    ['no YAML', 'version: 1\n  tables: [', /line|yaml/i],
    ['an unknown word', 'version: 1\nintegratoins: []\n', /integratoins/],
    ['an unknown source', 'version: 1\nsource_configurations: [{name: A, source: no-such-service, data_transfers: []}]\n', /no-such-service/],
  ]) {
    await t.test(name, async () => {
      const file = join(session.folder, 'wrong.yaml');
      await writeFile(file, content);
      const { status, stderr } = await tributary(session, 'apply', file);
      assert.equal(status, 1, stderr);
      assert.match(stderr, words);
      assert.doesNotMatch((await done(session, 'export-setup')).stdout, /no-such-service/);
    });
  }
});

/** A full sync fails with one of the kinds and a sentence; every row stays. */
async function failsInWords(session, kinds) {
  const { status, stdout, stderr } = await tributary(session, 'sync', '--full', '--json');
  assert.equal(status, 1, stdout);
  const run = jsonLines(stdout)[0];
  assert.equal(run.result, 'failed', stdout);
  assert.ok(kinds.includes(run.error_kind), `kind ${run.error_kind}, want one of ${kinds}: ${run.message}`);
  assert.match(run.message, /^[A-Z“].*[.!?]$/s, `no sentence: ${run.message}`);
  assert.match(stderr, /Shop/);
  const rows = jsonLines((await done(session, 'data', 'Customers', '--format', 'jsonl')).stdout);
  assert.equal(rows.length, CUSTOMERS);
}

/** Puts a server that always answers the same in the place of the service. */
async function answering(session, t, type, body) {
  const server = createServer((_, response) => response.writeHead(200, { 'content-type': type }).end(body));
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => new Promise((resolve) => server.close(resolve)));
  const address = `http://127.0.0.1:${server.address().port}`;
  await done(session, 'apply', await writeSetup(session.folder, shopSetup({ address })));
}
