const pad = (n: number): string => String(n).padStart(2, '0');

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    // What cannot be read here is checked by the program.
    return true;
  }
}

/**
 * A moment as the service writes it: UTC with seconds, unless its pattern wants thousandths or knows midnights only. A
 * midnight is that of the day the person chose.
 */
export function momentText(at: Date, pattern: string): string {
  const exact = at.toISOString();
  const seconds = `${exact.slice(0, 19)}Z`;
  const midnight = `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T00:00:00Z`;
  return [seconds, exact, midnight].find((text) => matches(pattern, text)) ?? seconds;
}

/** The moment of a stored text; a day alone is its first moment, UTC. */
export function momentOf(text: string): Date | null {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? null : at;
}
