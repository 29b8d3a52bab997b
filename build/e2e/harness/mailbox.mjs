// A real mail server, written by others: Mailpit on free loopback ports, with STARTTLS and one password. What it took is read through its REST.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, run, start, until } from './processes.mjs';
import { ROOT } from './program.mjs';

const PROGRAM = join(ROOT, 'build', '.cache', 'bin', 'mailpit');
export const PASSWORD = 'correct-horse';
const USER = 'owner@rivemont.example';

/** Makes a server with its files in `folder`; open() starts it. `takes`: the names before the @ it knows; all without. */
export async function makeMailbox(folder, { takes } = {}) {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is not built: run build/test once`);
  await mkdir(folder, { recursive: true });
  const [certificate, key, users] = ['cert.pem', 'key.pem', 'users'].map((name) => join(folder, name));
  const env = { PATH: process.env.PATH, HOME: folder };
  const made = await run('openssl', [
    'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2', '-subj', '/CN=localhost',
    '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate,
  ], { env });
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`);
  await writeFile(users, `${USER}:${PASSWORD}\n`);
  const [port, web] = [await freePort(), await freePort()];
  const args = [
    '--smtp', `127.0.0.1:${port}`, '--listen', `127.0.0.1:${web}`, '--max', '0', '--smtp-disable-rdns', '--disable-version-check', '--database', join(folder, 'mail.db'),
    '--smtp-tls-cert', certificate, '--smtp-tls-key', key, '--smtp-require-starttls', '--smtp-auth-file', users,
  ];
  if (takes !== undefined) args.push('--smtp-allowed-recipients', `^(${takes.join('|')})@`);
  return new Mailbox({ args, env, port, web, certificate });
}

class Mailbox {
  constructor(parts) {
    Object.assign(this, parts);
    this.address = `http://127.0.0.1:${this.web}`;
  }

  /** Comes up, or back. */
  async open() {
    this.program = start(PROGRAM, this.args, { env: this.env });
    await until('the mail server answers', async () => {
      if (this.program.child.exitCode !== null) throw new Error(this.program.output());
      return (await fetch(`${this.address}/api/v1/info`)).ok;
    });
    return this;
  }

  async stop() {
    await this.program?.stop();
  }

  /** The mail part of a set-up file. */
  setup() {
    return { host: '127.0.0.1', port: this.port, tls: 'starttls', user: USER, password: { env: 'SMTP_PASSWORD' }, from: 'tributary@rivemont.example' };
  }

  /** What arrived, the oldest first: [{ to, subject, id }]. */
  async mails() {
    const { messages } = await (await fetch(`${this.address}/api/v1/messages?limit=500`)).json();
    return messages.map((m) => ({ to: m.To[0].Address, subject: m.Subject, id: m.ID })).reverse();
  }

  /** The subjects that an address got. */
  async got(to) {
    return (await this.mails()).filter((m) => m.to === to).map((m) => m.subject);
  }

  async text(id) {
    return (await (await fetch(`${this.address}/api/v1/message/${id}`)).json()).Text;
  }

  /** Where the HTML of a mail can be looked at. */
  page(id) {
    return `${this.address}/view/${id}.html`;
  }
}
