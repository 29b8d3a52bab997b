/** An error as the window shows it: what happened, what it means, what to do; details for whoever helps. */
export interface Problem {
  /** What it means for what happens next; empty for what is unknown. */
  kind: string;
  code: string;
  what: string;
  means: string;
  do: string;
  details: string;
  retryable: boolean;
  /** The fields of a form that are not right, by dotted name; empty where it is not about a form. */
  fields: { field: string; words: string }[];
}

export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  constructor(readonly problem: Problem) {
    super(problem.what);
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.stack ?? value.message;
  return JSON.stringify(value);
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'what' in value && 'code' in value;
}

/** Whatever was thrown, as a Problem. An unknown thing keeps its text as details. */
export function problemOf(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem;
  if (isProblem(thrown)) return thrown;
  return { kind: '', code: 'unexpected', what: '', means: '', do: '', details: textOf(thrown), retryable: false, fields: [] };
}
