// Every text used stands in the language files, every text there is used, and both languages hold the same keys.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../src', import.meta.url));
const pluralSuffix = /_(zero|one|two|few|many|other)$/;
const neededPlurals = { en: ['one', 'other'], fr: ['one', 'many', 'other'] };
const problems = [];

function walk(dir) {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name);
    return statSync(path).isDirectory() ? walk(path) : [path];
  });
}

function flatten(texts, prefix = '') {
  return Object.entries(texts).flatMap(([key, value]) => (typeof value === 'string' ? [[prefix + key, value]] : flatten(value, `${prefix}${key}.`)));
}

const files = walk(root);

/** namespace → language → key → text */
const spaces = new Map();
for (const path of files.filter((f) => /[\\/]i18n[\\/][a-z]+\.json$/.test(f))) {
  const namespace = basename(dirname(dirname(path)));
  const language = basename(path, '.json');
  const space = spaces.get(namespace) ?? {};
  space[language] = new Map(flatten(JSON.parse(readFileSync(path, 'utf8'))));
  spaces.set(namespace, space);
}

const plain = (key) => key.replace(pluralSuffix, '');
const keysOf = (texts) => new Set([...texts.keys()].map(plain));
const placeholders = (text) => [...text.matchAll(/{{\s*(\w+)/g)].map((m) => m[1]).filter((n) => n !== 'count').sort().join(' ');

for (const [namespace, space] of spaces) {
  const { en = new Map(), fr = new Map() } = space;
  for (const key of keysOf(en)) if (!keysOf(fr).has(key)) problems.push(`${namespace}: "${key}" has no French`);
  for (const key of keysOf(fr)) if (!keysOf(en).has(key)) problems.push(`${namespace}: "${key}" has no English`);
  for (const [language, texts] of Object.entries(space)) {
    for (const key of texts.keys()) {
      if (!pluralSuffix.test(key)) continue;
      for (const form of neededPlurals[language]) if (!texts.has(`${plain(key)}_${form}`)) problems.push(`${namespace}: ${language} lacks "${plain(key)}_${form}"`);
    }
  }
  for (const [key, text] of en) {
    const other = fr.get(key);
    if (other !== undefined && !pluralSuffix.test(key) && placeholders(text) !== placeholders(other)) problems.push(`${namespace}: "${key}" names other values in French`);
  }
}

/** Keys used: exact ones, and beginnings of those put together ("state.${x}"). */
const used = new Map([...spaces.keys()].map((n) => [n, { exact: new Set(), begins: new Set() }]));
for (const path of files.filter((f) => /\.tsx?$/.test(f) && !/\.test\.tsx?$/.test(f))) {
  const text = readFileSync(path, 'utf8');
  const declared = [...text.matchAll(/useTranslation\(\s*'([\w-]+)'/g)].map((m) => m[1]);
  const own = declared.length > 0 ? declared : [namespaceOf(path)];
  for (const [, quoted] of text.matchAll(/\b(?:t|translate)\(\s*('[^']*'|`[^`]*`)/g)) note(path, own, quoted);
  for (const [, quoted] of text.matchAll(/\bi18nKey=(?:\{)?("[^"]*"|'[^']*'|`[^`]*`)/g)) note(path, own, quoted);
  // A key that names its namespace counts wherever it stands.
  for (const [, quoted] of text.matchAll(/(`[a-z-]+:[a-zA-Z.]+\.\$\{[^`]*`)/g)) if (spaces.has(quoted.slice(1).split(':')[0])) note(path, own, quoted);
  // A key in a table: textKey('…') marks it.
  for (const [, quoted] of text.matchAll(/\btextKey\(\s*('[^']*')/g)) note(path, own, quoted);
}

function namespaceOf(path) {
  const parts = relative(root, path).split(/[\\/]/);
  return parts[0] === 'features' || parts[0] === 'components' ? parts[1] : parts[0];
}

function note(path, own, quoted) {
  const body = quoted.slice(1, -1);
  const [, before, after] = /^(?:([a-z-]+):)?(.*)$/s.exec(body);
  const names = before === undefined ? own : [before];
  const dynamic = after.indexOf('${');
  if (dynamic === 0) return;
  const isKnown = names.some((n) => {
    const space = spaces.get(n);
    if (space === undefined) return false;
    const keys = keysOf(space.en ?? new Map());
    if (dynamic > 0) {
      const begin = after.slice(0, dynamic);
      if (![...keys].some((k) => k.startsWith(begin))) return false;
      used.get(n).begins.add(begin);
      return true;
    }
    if (!keys.has(after)) return false;
    used.get(n).exact.add(after);
    return true;
  });
  if (!isKnown) problems.push(`${relative(root, path)}: "${after}" stands in no language file of ${names.join(', ')}`);
}

for (const [namespace, space] of spaces) {
  const { exact, begins } = used.get(namespace);
  for (const key of keysOf(space.en ?? new Map())) {
    if (!exact.has(key) && ![...begins].some((b) => key.startsWith(b))) problems.push(`${namespace}: "${key}" is used nowhere`);
  }
}

// Colours come from tokens.css alone.
const looseColour = /#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(/;
for (const path of files.filter((f) => /\.(css|tsx)$/.test(f) && basename(f) !== 'tokens.css' && !/\.test\.tsx$/.test(f))) {
  readFileSync(path, 'utf8').split('\n').forEach((line, i) => {
    if (looseColour.test(line)) problems.push(`${relative(root, path)}:${i + 1}: a loose colour; use a token`);
  });
}

for (const problem of problems) console.error(problem);
console.log(`${problems.length === 0 ? 'ok' : 'not ok'}: ${spaces.size} namespaces, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
