// Numbers, dates and times as people say them, in the locale of the system for the language of the window.

const formats = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>();

function cached<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat>(key: string, make: () => T): T {
  const known = formats.get(key);
  if (known !== undefined) return known as T;
  const made = make();
  formats.set(key, made);
  return made;
}

/** The system's locale when it speaks the window's language, else a plain one of that language. */
export function localeOf(language: string, systemLocales: readonly string[] = navigator.languages): string {
  const own = systemLocales.find((l) => l.toLowerCase().startsWith(language.toLowerCase()) && l.length > 2);
  return own ?? (language.startsWith('fr') ? 'fr-CA' : 'en-GB');
}

/** The narrow space of French nearly vanishes between the bundled family's figures: thousands ran into one number. */
export function legible(number: string): string {
  return number.replaceAll('\u202f', '\u00a0');
}

export function formatNumber(value: number, locale: string): string {
  return legible(cached(`n ${locale}`, () => new Intl.NumberFormat(locale)).format(value));
}

/** 2,000 as "2k" in the few pixels beside a chart. */
export function formatShort(value: number, locale: string): string {
  return legible(cached(`s ${locale}`, () => new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 })).format(value));
}

export function formatPercent(share: number, locale: string): string {
  return legible(cached(`p ${locale}`, () => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 })).format(share));
}

/** 23 November 2026 */
export function formatDate(at: Date, locale: string): string {
  return cached(`d ${locale}`, () => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' })).format(at);
}

/** 23 November 2026, 14:26 */
export function formatExact(at: Date, locale: string): string {
  return `${formatDate(at, locale)}, ${formatClock(at, locale)}`;
}

export function formatClock(at: Date, locale: string): string {
  return cached(`c ${locale}`, () => new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })).format(at);
}

/** 23 November, with the year when it is not the present one. */
export function formatDay(at: Date, locale: string, now: Date): string {
  const year = at.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  const said = cached(`dd ${locale} ${year ?? ''}`, () => new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year })).format(at);
  // No line breaks between the month and its day.
  return said.replace(/(?<=^\d+) | (?=\d+(?:,|$))/, '\u00a0');
}

const minute = 60_000;
const hour = 60 * minute;

function sameDay(a: Date, b: Date): boolean {
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}

/** A few words that mean nothing when a line ends between them: "12 minutes ago". */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00a0');
}

export type Spoken =
  | { kind: 'now' }
  | { kind: 'relative'; text: string }
  | { kind: 'today' | 'yesterday' | 'tomorrow'; clock: string }
  | { kind: 'day'; day: string; clock: string };

/** How a person would say a time; the words around it come from the language files. */
export function spoken(at: Date, now: Date, locale: string): Spoken {
  const away = at.getTime() - now.getTime();
  const size = Math.abs(away);
  const relative = cached(`r ${locale}`, () => new Intl.RelativeTimeFormat(locale, { numeric: 'always' }));
  if (size < minute) return { kind: 'now' };
  if (size < hour) return { kind: 'relative', text: unbroken(relative.format(Math.trunc(away / minute), 'minute')) };
  const clock = formatClock(at, locale);
  if (sameDay(at, now)) return { kind: 'today', clock };
  if (sameDay(at, new Date(now.getTime() - 24 * hour))) return { kind: 'yesterday', clock };
  if (sameDay(at, new Date(now.getTime() + 24 * hour))) return { kind: 'tomorrow', clock };
  return { kind: 'day', day: formatDay(at, locale, now), clock };
}

/** How long something took, in the signs both languages share, never torn at the end of a line: "0.4 s", "12 s", "1 min 14 s", "1 h 14 min". */
export function formatDuration(milliseconds: number, locale: string): string {
  const part = (value: number, sign: string) => `${formatNumber(value, locale)}\u00a0${sign}`;
  const tenths = Math.round(milliseconds / 100);
  if (tenths === 0 && milliseconds > 0) return `<\u00a0${part(0.1, 's')}`;
  if (tenths < 100) return part(tenths / 10, 's');
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return part(seconds, 's');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return `${part(minutes, 'min')}\u00a0${part(seconds % 60, 's')}`;
  if (minutes < 60) return part(minutes, 'min');
  return `${part(Math.floor(minutes / 60), 'h')}\u00a0${part(minutes % 60, 'min')}`;
}

/** A size of a file or of memory, in the unit a person reads. */
export function formatBytes(bytes: number, locale: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  const name = units[unit] ?? 'byte';
  // The short form of a byte does not know its plural in English.
  const unitDisplay = name === 'byte' ? 'long' : 'short';
  return legible(cached(`b ${locale} ${name}`, () => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits: 1 })).format(size));
}
