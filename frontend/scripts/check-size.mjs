// The built window stays small: everything it may ever load, compressed, against the limit of the project.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 600;
const DIST = join(import.meta.dirname, '..', 'dist');

// Fonts are compressed already, and a window loads only those of the scripts it writes.
const files = readdirSync(DIST, { recursive: true })
  .filter((name) => /\.(js|css|html)$/.test(name))
  .map((name) => ({ name, bytes: gzipSync(readFileSync(join(DIST, name)), { level: 9 }).length }))
  .sort((a, b) => b.bytes - a.bytes);
const kb = Math.round(files.reduce((sum, { bytes }) => sum + bytes, 0) / 1000);

if (files.length === 0) {
  console.error('frontend/dist is empty: build the window first (npm run build).');
  process.exit(1);
}
console.log(`${kb} kB compressed in ${files.length} files, ${LIMIT_KB} kB allowed`);
if (kb > LIMIT_KB) {
  for (const { name, bytes } of files.slice(0, 10)) console.error(`${String(Math.round(bytes / 1000)).padStart(6)} kB  ${name}`);
  process.exit(1);
}
