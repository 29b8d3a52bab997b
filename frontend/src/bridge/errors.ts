import { type Problem, ProblemError, problemOf } from '@/lib/problem';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Not every error comes from our formatter: Wails itself rejects with plain words.
    return undefined;
  }
}

const word = (value: unknown): string => (typeof value === 'string' ? value : '');

/**
 * What Go rejected with, as a ProblemError. Go formats its errors as api.Error; Wails hands the object over, or its
 * JSON as text, or an Error whose message is that text, depending on how the window runs.
 */
export function toProblemError(thrown: unknown): ProblemError {
  if (thrown instanceof ProblemError) return thrown;
  const raw = thrown instanceof Error ? thrown.message : thrown;
  const value = typeof raw === 'string' ? parsed(raw.replace(/^Error: /, '')) : raw;
  if (!isRecord(value) || typeof value.what !== 'string') return new ProblemError(problemOf(thrown));
  const problem: Problem = {
    kind: word(value.kind),
    code: word(value.code),
    what: value.what,
    means: word(value.means),
    do: word(value.do),
    details: word(value.details),
    retryable: value.retryable === true,
    fields: Array.isArray(value.fields) ? value.fields.filter(isRecord).map((f) => ({ field: word(f.field), words: word(f.words) })) : [],
  };
  return new ProblemError(problem);
}
