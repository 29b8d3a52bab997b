import { formatDate } from '@/lib/format';

const pad = (n: number): string => String(n).padStart(2, '0');
const plain = (word: string): string => word.normalize('NFD').replace(/[\u0300-\u036f.]/g, '').trim().toLowerCase();

/** A stored day, 2019-01-31, as people write it: 31 January 2019. What is no day stays as it is. */
export function dayWords(day: string, locale: string): string {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)/.exec(day) ?? [];
  return year === undefined ? day : formatDate(new Date(Number(year), Number(month) - 1, Number(date)), locale);
}

/** How a day is typed in figures in this locale, with letters for them: dd/mm/yyyy. */
export function dayPattern(locale: string, letters: { day: string; month: string; year: string }): string {
  const parts = new Intl.DateTimeFormat(locale, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(new Date(2019, 0, 31));
  return parts.map(({ type, value }) => (type === 'day' || type === 'month' || type === 'year' ? letters[type] : value)).join('');
}

/** The day a person typed, as it is stored: in words, in figures in the order of the locale, or as 2019-01-31. */
export function dayTyped(text: string, locale: string): string | null {
  const typed = text.trim();
  const stored = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed);
  if (stored !== null) return dayOf(Number(stored[1]), Number(stored[2]), Number(stored[3]));
  const figures = /^(\d{1,2})[./\s-](\d{1,2})[./\s-](\d{4})$/.exec(typed);
  if (figures !== null) {
    const [first, second] = [Number(figures[1]), Number(figures[2])];
    return isMonthFirst(locale) ? dayOf(Number(figures[3]), first, second) : dayOf(Number(figures[3]), second, first);
  }
  const words = /^(?:(\d{1,2})(?:er)?\s+(\D+?)|(\D+?)\s+(\d{1,2}),?)\s+(\d{4})$/.exec(typed);
  if (words === null) return null;
  return dayOf(Number(words[5]), monthNamed(words[2] ?? words[3] ?? '', locale), Number(words[1] ?? words[4]));
}

/** Null when there is no such day, such as the 31st of February. */
function dayOf(year: number, month: number, date: number): string | null {
  const at = new Date(year, month - 1, date);
  return at.getMonth() === month - 1 && at.getDate() === date ? `${String(year)}-${pad(month)}-${pad(date)}` : null;
}

function isMonthFirst(locale: string): boolean {
  return new Intl.DateTimeFormat(locale).formatToParts(new Date(2019, 0, 31)).find((part) => part.type === 'day' || part.type === 'month')?.type === 'month';
}

/** 1 to 12, or 0 for a word that is no month. */
function monthNamed(word: string, locale: string): number {
  const wanted = plain(word);
  const isNamed = (month: number) => (['long', 'short'] as const).some((length) => plain(new Intl.DateTimeFormat(locale, { month: length }).format(new Date(2019, month - 1, 1))) === wanted);
  return Array.from({ length: 12 }, (_, i) => i + 1).find(isNamed) ?? 0;
}
