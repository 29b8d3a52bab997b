import { i18n } from '@/i18n/i18n';
import { type Problem, problemOf } from '@/lib/problem';

// Go speaks English. Its fixed sentences have a translation under a key made from their first words; what names
// things ("There is already a table named Orders") falls back to the sentence of its kind, the original in the details.

const keyLength = 48;

export function keyOf(sentence: string): string {
  const key = sentence.toLowerCase().replace(/[^a-z0-9]+/g, '_').slice(0, keyLength);
  return key.replace(/^_+|_+$/g, '');
}

const isEnglish = () => i18n.resolvedLanguage === 'en';

function translated(sentence: string): string | undefined {
  const key = `said:text.${keyOf(sentence)}`;
  return i18n.exists(key, { lng: i18n.resolvedLanguage ?? 'en', fallbackLng: [] }) ? i18n.t(key) : undefined;
}

/** A sentence of Go in the language of the window; as it is when nobody translated it. */
export function said(sentence: string): string {
  return sentence === '' || isEnglish() ? sentence : (translated(sentence) ?? sentence);
}

/** Why a record could not become a row: Go's own words name the values, the translation only the cause. */
export function saidRecordError(code: string, message: string): string {
  if (isEnglish() && message !== '') return message;
  return i18n.exists(`said:code.${code}`) ? i18n.t(`said:code.${code}`) : message;
}

/** A problem in the language of the window. */
export function saidProblem(thrown: unknown): Problem {
  const problem = problemOf(thrown);
  if (isEnglish() || problem.what === '') return problem;
  const what = translated(problem.what);
  if (what !== undefined) return { ...problem, what, means: said(problem.means), do: said(problem.do) };
  const kind = i18n.exists(`said:kind.${problem.kind}.what`) ? problem.kind : 'our_fault';
  const original = [problem.what, problem.means, problem.do, problem.details].filter((s) => s !== '').join('\n');
  return { ...problem, what: i18n.t(`said:kind.${kind}.what`), means: i18n.t(`said:kind.${kind}.means`), do: i18n.t(`said:kind.${kind}.do`), details: original };
}
