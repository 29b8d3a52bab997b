import type { api } from '@/bridge/types';
import { useDraft } from '@/hooks/use-draft';

const keyWidth = { least: 180, most: 240 };
const width = { least: 72, most: 260 };
const headLetter = 6.6;
/** The edges of a head, and the arrow it has once rows are sorted by it. */
const headRoom = 42;

/** About how wide a text is at 13 px: figures are all as wide as each other, capitals wider than small letters. */
function textWidth(text: string): number {
  let sum = 0;
  for (const sign of text) sum += /\d/.test(sign) ? 7.9 : /\p{Lu}/u.test(sign) ? 8.2 : sign === ' ' || sign === '-' ? 4.5 : 6.4;
  return sum;
}

/** About as wide as what stands in the first rows, within reason. */
function widthByItself(label: string, texts: string[], isKey: boolean): number {
  const longest = texts.reduce((most, text) => Math.max(most, textWidth(text)), 0);
  const wanted = Math.max(label.length * headLetter + headRoom, longest + 34) + (isKey ? 22 : 0);
  const { least, most } = isKey ? keyWidth : width;
  return Math.round(Math.max(least, Math.min(wanted, most)));
}

/** How much narrower columns may become so that one more fits before the edge. */
const squeezed = 24;

/** Moves the columns a little so that an edge stands where the drawer begins. */
function aligned(widths: number[], edge: number): number[] {
  let sum = 0;
  let count = 0;
  while (count < widths.length && sum + (widths[count] ?? 0) <= edge + squeezed) sum += widths[count++] ?? 0;
  const spare = edge - sum;
  if (count < 2 || count === widths.length || spare === 0) return widths;
  const each = Math.trunc(spare / (count - 1));
  return widths.map((w, i) => (i === 0 || i >= count ? w : w + each + (i === count - 1 ? spare - each * (count - 1) : 0)));
}

/** Widths of the columns of a table: by themselves, until the person pulls at one. */
export function useWidths(table: string, columns: api.Field[], textsOf: (field: api.Field) => string[], edge: number) {
  const pulled = useDraft<Record<string, number>>(`widths:${table}`, {});
  const own = aligned(columns.map((c, i) => widthByItself(c.name, textsOf(c), i === 0)), edge);
  return {
    widths: columns.map((c, i) => pulled.value[c.name] ?? own[i] ?? width.least),
    resize: (name: string, to: number | undefined) => pulled.set((was) => Object.fromEntries([...Object.entries(was).filter(([key]) => key !== name), ...(to === undefined ? [] : [[name, to] as const])])),
  };
}
