/** How often a new integration runs. */
export const defaultEverySeconds = 900;

export type Schedule =
  | { kind: 'every'; minutes: number }
  | { kind: 'times'; times: string[]; days: number[] }
  | { kind: 'monthly'; times: string[]; dates: number[] }
  | { kind: 'own'; cron: string };

/** All days, Sunday is 0 as in cron. */
export const everyDay = [1, 2, 3, 4, 5, 6, 0];

const clock = /^([01]?\d|2[0-3]):([0-5]\d)$/;

/** Reads "8:00, 13:30" into times of day; undefined when one of them is no time. */
export function parseTimes(text: string): string[] | undefined {
  const parts = text.split(/[\s,;]+/).filter((p) => p !== '');
  const times = parts.map((p) => clock.exec(p.replace(/h/i, ':')));
  if (times.some((t) => t === null)) return undefined;
  return [...new Set(times.map((t) => `${(t?.[1] ?? '').padStart(2, '0')}:${t?.[2] ?? ''}`))].sort();
}

/**
 * Times of day as one cron expression: minute and hour fields are lists, so all times must share their minutes.
 * Undefined when they do not, or when there is none.
 */
export function cronOf(times: string[], days: number[]): string | undefined {
  const minutes = new Set(times.map((t) => Number(t.slice(3))));
  const [minute] = minutes;
  if (minutes.size !== 1 || minute === undefined || days.length === 0) return undefined;
  const hours = times.map((t) => Number(t.slice(0, 2))).sort((a, b) => a - b);
  const weekdays = days.length === 7 ? '*' : [...days].sort((a, b) => a - b).join(',');
  return `${String(minute)} ${hours.join(',')} * * ${weekdays}`;
}

/** What the page shows of a stored schedule: the usual forms; any other expression stays as it is. */
export function scheduleOf(everySeconds: number, cron: string): Schedule {
  if (cron === '') return { kind: 'every', minutes: Math.max(1, Math.round((everySeconds > 0 ? everySeconds : defaultEverySeconds) / 60)) };
  return usualOf(cron.trim().split(/\s+/)) ?? { kind: 'own', cron };
}

function usualOf([minute = '', hour = '', date = '', month = '', weekday = '', ...more]: string[]): Schedule | undefined {
  if (month !== '*' || more.length > 0) return undefined;
  if (hour === '*' && date === '*' && weekday === '*') return within(minute);
  const minutes = listed(minute, 0, 59);
  const times = minutes?.length === 1 ? listed(hour, 0, 23)?.map((h) => `${twoDigits(h)}:${twoDigits(minutes[0] ?? 0)}`) : undefined;
  if (times === undefined) return undefined;
  const numbered = weekday.toLowerCase().replace(/[a-z]{3}/g, (name) => (names.includes(name) ? String(names.indexOf(name)) : name));
  const days = weekday === '*' ? everyDay : listed(numbered, 0, 6);
  if (date === '*') return days && { kind: 'times', times, days: everyDay.filter((d) => days.includes(d)) };
  const dates = listed(date, 1, 31);
  return weekday === '*' && dates !== undefined ? { kind: 'monthly', times, dates } : undefined;
}

const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const twoDigits = (n: number) => String(n).padStart(2, '0');

// Runs within every hour: "0" is once, "*/15" every 15 minutes.
function within(minute: string): Schedule | undefined {
  const step = Number(/^\*\/(\d+)$/.exec(minute)?.[1] ?? (listed(minute, 0, 59)?.length === 1 ? 60 : 0));
  return step > 0 && 60 % step === 0 ? { kind: 'every', minutes: step } : undefined;
}

/** The numbers of one field of an expression, in order: "1,3-5" is 1, 3, 4, 5. */
function listed(field: string, least: number, most: number): number[] | undefined {
  const found = new Set<number>();
  for (const part of field.split(',')) {
    const [, from, to = from] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(part) ?? [];
    if (from === undefined || Number(from) < least || Number(to) > most || Number(to) < Number(from)) return undefined;
    for (let n = Number(from); n <= Number(to); n++) found.add(n);
  }
  return [...found].sort((a, b) => a - b);
}
