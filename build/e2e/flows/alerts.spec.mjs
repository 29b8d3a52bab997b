// A source that gets worse for good, in real life with small settings: warned, disabled, told on the desktop and by mail, mended, recovered.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { startBubbles } from '../harness/bubbles.mjs';
import { openDesk, SCREENSHOTS } from '../harness/desk.mjs';
import { clearing } from '../harness/later.mjs';
import { makeMailbox, PASSWORD } from '../harness/mailbox.mjs';
import { until } from '../harness/processes.mjs';
import { done } from '../harness/program.mjs';
import { jsonLines, writeSetup } from '../harness/setup-file.mjs';
import { writeCsv } from '../harness/spreadsheets.mjs';

const LONG = 90_000; // a busy machine is no failure
const ADDRESSES = ['ada', 'ben', 'eve'].map((name) => `${name}@rivemont.example`);
const NAME = 'Address list';

test('a source that gets worse: warning, disabling, bubble, mails, mending, recovery', async (t) => {
  const later = clearing(t);
  let mailbox, bubbles, save;
  const desk = await openDesk(t, {
    before: async (session) => {
      mailbox = await makeMailbox(join(session.folder, 'mail'), { takes: ['ada', 'eve'] });
      later(() => mailbox.stop());
      Object.assign(session.env, { SSL_CERT_FILE: mailbox.certificate, SMTP_PASSWORD: PASSWORD });
      bubbles = await startBubbles(session);
      later(() => bubbles.stop());
      const folder = join(session.folder, 'exports');
      save = (bad) => writeCsv(join(folder, 'people.csv'), [['email', 'name'], ...people(bad)]);
      await save(0);
      await done(session, 'apply', await writeSetup(session.folder, setup(folder, mailbox)));
    },
  });
  const { session } = desk;
  const { page } = desk;
  const main = page.getByRole('main');
  const integration = async () => {
    await desk.go('Integrations');
    await main.getByRole('link', { name: NAME }).first().click();
  };

  await t.test('half of the error budget warns, with cause and numbers', async () => {
    await until('the first run', async () => (await rows(session)).length === 40, LONG);
    await save(4);
    await until('the warning', () => bubbles.shown().includes('may soon be disabled'), LONG);
    await integration();
    await main.getByText('4 records could not become rows and wait as record errors.').waitFor();
    await main.getByText(/At the present rate it will be disabled around/).waitFor();
    await desk.shot('alerts-warning');
    await bubbles.shot('alerts-bubble-warning');
  });

  await t.test('at the limit it is disabled; the mail server is down and nothing is lost', async () => {
    await save(8);
    await until('the disabling', () => bubbles.shown().includes('was disabled'), LONG);
    await until('the warning is taken away', async () => (await bubbles.displayed()) === 1, LONG);
    await bubbles.shot('alerts-bubble-disabled');
    await main.getByText('Disabled').first().waitFor();
    await desk.shot('alerts-disabled');
    await desk.go('Settings');
    await main.getByText(/does not answer/).first().waitFor();
    await desk.shot('alerts-mail-down');
  });

  await t.test('a click on the bubble opens the page of the integration', async () => {
    await bubbles.click();
    await page.waitForURL(/#\/integrations\/\w+/, { timeout: LONG });
    await main.getByText(NAME).first().waitFor();
  });

  await t.test('when the mail server is back, each address gets each mail once, and the window says who did not and why', async () => {
    await mailbox.open();
    await desk.go('Settings');
    for (let turn = 0; ; turn += 1) {
      const again = main.getByRole('button', { name: 'Send again' });
      const arrived = await Promise.all(['ada', 'eve'].map((name) => mailbox.got(`${name}@rivemont.example`)));
      if (arrived.every((subjects) => subjects.length >= 2) && (await main.getByText(/550/).count()) >= 2) break;
      await again.nth(turn % Math.max(1, await again.count())).click();
      await page.waitForTimeout(500); // the outbox is told of by an event
    }
    for (const address of ['ada', 'eve']) {
      assert.deepEqual((await mailbox.got(`${address}@rivemont.example`)).sort(), [`“${NAME}” may soon be disabled`, `“${NAME}” was disabled`]);
    }
    assert.deepEqual(await mailbox.got('ben@rivemont.example'), []);
    await main.getByText(/refused the email to ben@rivemont.example/).first().waitFor();
    await desk.shot('alerts-outbox');
    await desk.go('Overview');
    await main.getByRole('region', { name: 'Needs you' }).waitFor();
    await desk.shot('alerts-overview');
  });

  await t.test('the mail reads well on a telephone', async () => {
    const mail = (await mailbox.mails()).find((m) => m.subject.includes('was disabled'));
    assert.match(await mailbox.text(mail.id), /has been off since .*8 records could not become rows.*8 ×.*tributary:integrations\//s);
    const phone = await page.context().newPage();
    await phone.setViewportSize({ width: 390, height: 760 });
    await phone.goto(mailbox.page(mail.id));
    await phone.screenshot({ path: join(SCREENSHOTS, 'alerts-mail.png'), fullPage: true });
    assert.ok(await phone.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'the mail is wider than a telephone');
    await phone.close();
  });

  await t.test('mended and activated, it works again, says so once, and no change is lost', async () => {
    await save(-1); // all good, and one more person since it was off
    await integration();
    await page.getByRole('button', { name: 'Activate' }).last().click();
    await until('the recovery', () => bubbles.shown().includes('works again'), LONG);
    assert.equal((await rows(session)).length, 41);
    assert.equal([...bubbles.shown().matchAll(/summary: .*works again/g)].length, 1, bubbles.shown());
    await desk.shot('alerts-recovered');
    await until('only the recovery stands', async () => (await bubbles.displayed()) === 1, LONG);
    await desk.go('Overview');
    await bubbles.putAway();
    await until('it is put away', async () => (await bubbles.displayed()) === 0);
    assert.match(page.url(), /#\/$/, 'putting a bubble away opens nothing');
  });
  assert.deepEqual(desk.problems, []);
});

/** 40 people, of whom so many have no email address worth the name; -1: all have, and there is one more. */
const people = (bad) => Array.from({ length: bad < 0 ? 41 : 40 }, (_, n) => [n < bad ? `person ${n}` : `person${n}@example.com`, `Person ${n}`]);

const rows = async (session) => jsonLines((await done(session, 'data', 'People', '--format', 'jsonl')).stdout);

function setup(folder, mailbox) {
  return {
    mail: mailbox.setup(),
    address_book: ADDRESSES,
    project: { tables: [{ name: 'People', fields: [{ name: 'Name', type: 'text' }, { name: 'Email', type: 'email' }] }] },
    source_configurations: [{
      name: 'Lists', source: 'spreadsheet', settings: { path: folder },
      data_transfers: [{ data_type: 'people', table: 'People', active: true, mapping: [{ from: 'name', to: 'Name', primary_key: true }, { from: 'email', to: 'Email' }] }],
    }],
    integrations: [{
      name: NAME, source_configuration: 'Lists', every: '2s', updates: { people: ['created', 'updated', 'deleted'] }, email_alerts: ADDRESSES,
      budget: { record_errors: 8 }, active: true,
    }],
  };
}
