// Reads the output of one check and prints, for test runners it knows, one line "N passed, N failed, N skipped"; after a failure
// what is needed to see why. Usage: node build/summary.mjs LOG ok|FAILED
import { readFileSync } from 'node:fs';

const TAIL = 60; // lines shown of a failed check that is no test runner
const [log, verdict] = process.argv.slice(2);
// eslint-disable-next-line no-control-regex -- the colours of the runners
const text = readFileSync(log, 'utf8').replace(/\x1b\[[0-9;]*m/g, '');
const lines = text.split('\n');

const result = goTests(lines) ?? nodeTests(text) ?? vitest(text) ?? { why: lines.slice(-TAIL) };
const print = [];
if (result.passed !== undefined) print.push(`${result.passed} passed, ${result.failed} failed, ${result.skipped} skipped`);
else print.push('');
if (verdict !== 'ok') print.push(...result.why.map((line) => `    ${line}`));
process.stdout.write(print.join('\n'));

/** `go test -json`: one event a line; what the compiler says stands between them. */
function goTests(lines) {
  const events = [];
  const other = [];
  for (const line of lines) {
    if (line.startsWith('{"')) events.push(JSON.parse(line));
    else if (line !== '') other.push(line);
  }
  if (!events.some((event) => event.Package || event.ImportPath)) return undefined;
  const ended = (action) => events.filter((event) => event.Action === action && event.Test);
  const broken = events.filter((event) => event.Action === 'fail' && !event.Test).map((event) => event.Package);
  const failing = new Set(ended('fail').map((event) => `${event.Package} ${event.Test}`));
  const output = events
    .filter((event) => event.Output && (failing.has(`${event.Package} ${event.Test}`) || event.Action === 'build-output' || (!event.Test && broken.includes(event.Package))))
    .map((event) => event.Output.trimEnd());
  return {
    passed: ended('pass').length,
    failed: Math.max(ended('fail').length, broken.length),
    skipped: ended('skip').length,
    why: [...other, ...output, ...broken.map((name) => `failed: ${name}`)].slice(0, 300),
  };
}

function nodeTests(text) {
  const count = (word) => [...text.matchAll(new RegExp(`^(?:#|ℹ) ${word} (\\d+)$`, 'gm'))].reduce((sum, match) => sum + Number(match[1]), 0);
  if (!/^(?:#|ℹ) tests \d+$/m.test(text)) return undefined;
  return { passed: count('pass'), failed: count('fail') + count('cancelled'), skipped: count('skipped'), why: text.split('\n').slice(-200) };
}

function vitest(text) {
  const summary = /^\s+Tests\s+(.*)$/m.exec(text)?.[1];
  if (summary === undefined) return undefined;
  const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(summary)?.[1] ?? 0);
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped'), why: text.split('\n').slice(-200) };
}
