// Every class a part names stands in the style sheet it imports: one that does not is no error anywhere, only a part without its shape.
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '..', 'src');
const sheets = new Map();

async function classesOf(sheet) {
  if (!sheets.has(sheet)) sheets.set(sheet, new Set([...(await readFile(sheet, 'utf8')).matchAll(/\.([A-Za-z_][\w-]*)/g)].map(([, name]) => name)));
  return sheets.get(sheet);
}

const missing = [];
for (const file of (await readdir(root, { recursive: true })).filter((name) => /\.tsx?$/.test(name))) {
  const source = await readFile(join(root, file), 'utf8');
  for (const [statement, name, path] of source.matchAll(/import (\w+) from '([^']+\.module\.css)'/g)) {
    const sheet = path.startsWith('@/') ? join(root, path.slice(2)) : join(root, dirname(file), path);
    const known = await classesOf(sheet);
    const used = new Set([...source.replace(statement, '').matchAll(new RegExp(`\\b${name}\\.(\\w+)`, 'g'))].map(([, used]) => used));
    for (const one of used) if (!known.has(one)) missing.push(`${file}: ${relative(root, sheet)} has no .${one}`);
  }
}
if (missing.length > 0) {
  console.error(missing.join('\n'));
  process.exit(1);
}
console.log(`classes: all of ${sheets.size} style sheets are known`);
