import { domain } from '@/bridge/types';
import { formatClock, legible } from '@/lib/format';

const { FieldType } = domain;

/** Digits as they stand, in the notation of the locale: no digit is lost, however many there are. */
export function formatExactNumber(text: string, locale: string, isGrouped = true): string {
  const [, sign = '', whole = '', , fraction] = /^(-?)(\d+)(\.(\d+))?$/.exec(text) ?? [];
  if (whole === '') return text;
  const numbers = new Intl.NumberFormat(locale, { useGrouping: isGrouped });
  const point = numbers.formatToParts(0.5).find((p) => p.type === 'decimal')?.value ?? '.';
  const minus = numbers.formatToParts(-1).find((p) => p.type === 'minusSign')?.value ?? '-';
  return `${sign === '' ? '' : isGrouped ? minus : '-'}${legible(numbers.format(BigInt(whole)))}${fraction === undefined ? '' : point + fraction}`;
}

const days = new Map<string, Intl.DateTimeFormat>();

/** A day in figures, as the locale writes it. */
export function formatShortDay(at: Date, locale: string, timeZone?: string): string {
  const key = `${locale} ${timeZone ?? ''}`;
  const format = days.get(key) ?? new Intl.DateTimeFormat(locale, { year: 'numeric', month: '2-digit', day: '2-digit', timeZone });
  days.set(key, format);
  return format.format(at);
}

export interface Words {
  locale: string;
  yes: string;
  no: string;
}

/** A stored value as it is read. Dates have no time zone; times are shown in that of this computer. */
export function valueText(type: domain.FieldType, text: string, { locale, yes, no }: Words): string {
  switch (type) {
    case FieldType.integer:
    case FieldType.decimal:
      return formatExactNumber(text, locale);
    case FieldType.boolean:
      return text === 'true' ? yes : no;
    case FieldType.date: {
      const at = new Date(`${text}T00:00:00Z`);
      return Number.isNaN(at.getTime()) ? text : formatShortDay(at, locale, 'UTC');
    }
    case FieldType.datetime: {
      const at = new Date(text);
      return Number.isNaN(at.getTime()) ? text : `${formatShortDay(at, locale)} ${formatClock(at, locale)}`;
    }
    default:
      return text;
  }
}

/** A value as a spreadsheet takes it: numbers without spaces, days in the order every program knows. */
export function copyText(type: domain.FieldType, text: string, words: Words): string {
  if (type === FieldType.integer || type === FieldType.decimal) return formatExactNumber(text, words.locale, false);
  if (type === FieldType.date) return text;
  return valueText(type, text, words);
}

export const isNumber = (type: domain.FieldType): boolean => type === FieldType.integer || type === FieldType.decimal;
export const isTime = (type: domain.FieldType): boolean => type === FieldType.date || type === FieldType.datetime;

/** JSON over several lines; what is no JSON stays as it is. */
export function prettyJSON(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text) as unknown, null, 2);
  } catch {
    return text;
  }
}

/** Cells between tabs, rows between line ends; a value with either stands in quotes, as spreadsheets expect. */
export function tabSeparated(rows: string[][]): string {
  const quoted = (value: string) => (/[\t\n\r"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return rows.map((row) => row.map(quoted).join('\t')).join('\n');
}

/** Go sends null where the generated type says undefined. */
export function isEmpty(value: string | null | undefined): boolean {
  return value === undefined || value === null || value === '';
}
