/** A time as Go sends it (RFC 3339, "" for never). */
export function parseTime(text: string): Date | undefined {
  if (text === '') return undefined;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at;
}
