// Go says "until resumed" with the year 9999.
const foreverYear = 9000;

/** A time as Go sends it (RFC 3339, "" for never). */
export function parseTime(text: string): Date | undefined {
  if (text === '') return undefined;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** Whether a pause has no end of its own. */
export function isForever(at: Date): boolean {
  return at.getFullYear() > foreverYear;
}
