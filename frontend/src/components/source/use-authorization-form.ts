import { useMemo, useState } from 'react';
import type { api } from '@/bridge/types';
import { checkForm, errorsOf, type FormErrors } from '@/components/ui/form-check';
import { keptSecrets, withoutSecrets } from '@/components/ui/form-kept';
import { defaultsOf, type FormValues, tidied } from '@/components/ui/form-spec';
import { useDraft } from '@/hooks/use-draft';
import { problemOf } from '@/lib/problem';
import type { Parts } from './sign-in-fields';

function freeName(wanted: string, names: string[]): string {
  if (!names.includes(wanted)) return wanted;
  let n = 2;
  while (names.includes(`${wanted} ${n}`)) n += 1;
  return `${wanted} ${n}`;
}

const merged = (defaults: FormValues, given: FormValues): FormValues => ({ ...defaults, ...given });

/** What is typed about an authorization: kept when one leaves, all but the secrets; checked as a whole. */
export function useAuthorizationForm(spec: api.SourceSpec, changed: api.Authorization | undefined, names: string[]) {
  const { source } = spec;
  const fields = spec.authorization;
  const stored = useMemo<FormValues>(() => changed?.values ?? {}, [changed]);
  const draft = useDraft(`authorization:${source.id}:${changed?.id ?? ''}`, { name: changed?.name ?? freeName(source.name, names), values: merged(defaultsOf(fields), stored) });
  // Secrets stay out of the draft, which rests in clear.
  const [values, setValues] = useState<FormValues>(draft.value.values);
  const [errors, setErrors] = useState<FormErrors>({});
  const [error, setError] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);
  const { name } = draft.value;
  const kept = keptSecrets(fields, stored, values, changed?.secretFields ?? []);
  const type = (next: FormValues) => {
    setValues(next);
    setErrors({});
    draft.set((was) => ({ ...was, values: withoutSecrets(fields, next) }));
  };
  const rename = (typed: string) => draft.set((was) => ({ ...was, name: typed }));
  const submit = async (parts: Parts, send: (input: api.AuthorizationInput) => Promise<void>) => {
    const found = askedFor(spec, parts, checkForm(fields, values, kept));
    setErrors(found);
    setError(undefined);
    if (Object.keys(found).length > 0 || name.trim() === '') return;
    setSaving(true);
    try {
      await send({ id: changed?.id ?? '', source: source.id, name: name.trim(), values: tidied(fields, values) });
      draft.forget();
    } catch (thrown) {
      const problems = problemOf(thrown).fields;
      if (problems.length === 0) setError(thrown);
      else setErrors(errorsOf(problems));
    } finally {
      setSaving(false);
    }
  };
  return { name, rename, values, type, kept, errors, error, isSaving, submit };
}

/** What the sign-in fills in is not asked for, and an app that comes with the program need not be entered. */
function askedFor(spec: api.SourceSpec, parts: Parts, found: FormErrors): FormErrors {
  const { signIn } = spec;
  if (signIn === undefined || !parts.isBrowser) return found;
  const free = [...signIn.filled, ...(signIn.clientShipped ? signIn.clientFields : [])];
  return Object.fromEntries(Object.entries(found).filter(([path, error]) => error.kind !== 'required' || !free.includes(path)));
}
