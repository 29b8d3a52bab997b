// Starts and ends the programs of a test. Each runs in a process group of its own, so that what it started ends with it.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { createServer } from 'node:net';

const STOP_LIMIT_MS = 12_000; // a program that has not ended by then is killed
const running = new Set();

// A test that takes too long is ended by the runner with SIGTERM, which alone would skip what stands under 'exit'.
process.on('SIGTERM', () => process.exit(1));
process.on('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
});

/**
 * Starts a program. The result has `output()` (everything written so far), `exited` (a promise of the exit status) and
 * `stop()`, which ends it and waits.
 */
export function start(command, args, { env, cwd, stdin, extraPipe } = {}) {
  const stdio = [stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe', ...(extraPipe ? ['pipe'] : [])];
  const child = spawn(command, args, { env, cwd, stdio, detached: true });
  running.add(child);
  let output = '';
  const collect = (chunk) => {
    output += chunk;
    if (process.env.SHOW_OUTPUT) process.stderr.write(chunk);
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  if (stdin !== undefined) child.stdin.write(stdin);
  const exited = new Promise((resolve) => {
    child.on('error', (error) => {
      output += `${error.message}\n`;
      resolve(127);
    });
    child.on('exit', (code, signal) => resolve(code ?? signal));
  }).finally(() => running.delete(child));
  return { child, exited, output: () => output, stop: () => stop(child, exited) };
}

/** Runs a program to its end: { status, stdout, stderr }. */
export function run(command, args, { env, cwd, stdin = '', limitMs = 120_000 } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'], timeout: limitMs });
    const out = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (chunk) => (out.stdout += chunk));
    child.stderr.setEncoding('utf8').on('data', (chunk) => (out.stderr += chunk));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ status: code ?? signal, ...out }));
    child.stdin.on('error', () => {}); // a command that has ended already reads nothing
    child.stdin.end(stdin);
  });
}

/** The first line a program writes on the stream. */
export async function firstLine(stream, program, limitMs = 20_000) {
  const lines = createInterface({ input: stream });
  const line = new Promise((resolve) => lines.once('line', resolve));
  const ended = program.exited.then((status) => {
    throw new Error(`ended with ${status} before its first line:\n${program.output()}`);
  });
  return within(limitMs, 'the first line of a program', Promise.race([line, ended]));
}

/** Calls `probe` until it returns something truthy; its last error or answer is told when the time is over. */
export async function until(what, probe, limitMs = 20_000) {
  const end = Date.now() + limitMs;
  let last;
  while (Date.now() < end) {
    try {
      const answer = await probe();
      if (answer) return answer;
      last = answer;
    } catch (error) {
      last = error.message;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what}: not within ${limitMs / 1000} s (last: ${last})`);
}

/** A port on which nothing listens at the moment. */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The promise, or an error naming what was waited for when the time is over. */
export async function within(limitMs, what, promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: not within ${limitMs / 1000} s`)), limitMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

async function stop(child, exited) {
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  const kill = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_LIMIT_MS);
  const status = await exited;
  clearTimeout(kill);
  signalGroup(child, 'SIGKILL'); // whatever it left behind
  return status;
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}
