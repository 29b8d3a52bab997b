// Wails writes enums in random order; sorted by name, the same Go code gives the same file. Usage: node build/sort-models.mjs models.ts
import { readFileSync, writeFileSync } from 'node:fs';

const path = process.argv[2];
const sorted = readFileSync(path, 'utf8').replace(/^(export namespace .* \{\n)([\s\S]*?)^\}$/gm, (_, head, body) => {
  const blocks = [...body.matchAll(/^\texport \w+ (\w+) \{\n[\s\S]*?^\t\}$/gm)].map((block) => ({ name: block[1], text: block[0] }));
  blocks.sort((a, b) => (a.name < b.name ? -1 : 1));
  return `${head}${blocks.map((block) => block.text).join('\n')}\n}`;
});
writeFileSync(path, sorted);
