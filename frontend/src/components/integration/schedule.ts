/** How often a new integration runs. */
export const defaultEverySeconds = 900;

export type Schedule = { kind: 'every'; minutes: number } | { kind: 'times'; times: string[]; days: number[] };

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

/** What the page shows of a stored schedule. An expression we did not write reads as its own text. */
export function scheduleOf(everySeconds: number, cron: string): Schedule {
  const parts = /^(\d+) ([\d,]+) \* \* (\*|[\d,]+)$/.exec(cron);
  if (parts === null) return { kind: 'every', minutes: Math.max(1, Math.round((everySeconds > 0 ? everySeconds : defaultEverySeconds) / 60)) };
  const [, minute = '0', hours = '', days = '*'] = parts;
  return {
    kind: 'times',
    times: hours.split(',').map((h) => `${h.padStart(2, '0')}:${minute.padStart(2, '0')}`),
    days: days === '*' ? everyDay : days.split(',').map(Number),
  };
}
