import { useState } from 'react';
import type { api } from '@/bridge/types';
import { partsOf } from '@/components/source/sign-in-fields';
import { checkForm, errorsOf, type FormErrors } from '@/components/ui/form-check';
import { withoutSecrets } from '@/components/ui/form-kept';
import { defaultsOf, type FormFieldSpec, type FormValues, tidied } from '@/components/ui/form-spec';
import { problemOf } from '@/lib/problem';
import { useTryManifest } from '../api/use-manifest-trial';

/** Nobody signs in for a trial, so what a sign-in would fill in can be typed. */
function typeable(fields: FormFieldSpec[], filled: string[], prefix = ''): FormFieldSpec[] {
  return fields.map((field) => {
    const path = prefix + field.name;
    const inner = (some: FormFieldSpec[]) => typeable(some, filled, `${path}.`);
    const own = filled.includes(path) ? { hidden: false, required: false } : {};
    return { ...field, ...own, fields: inner(field.fields), options: field.options.map((o) => ({ ...o, fields: inner(o.fields) })) };
  });
}

const fieldsOf = (spec: api.SourceSpec) => ({ authorization: typeable(spec.authorization, spec.signIn?.filled ?? []), settings: spec.settings });

/** What is typed to try a manifest. It lives in memory alone, secrets and all: nothing of a trial is kept. */
export function useTrialForm(form: api.ManifestForm) {
  const { report, spec } = form;
  const [typed, setTyped] = useState<FormValues>({});
  const [errors, setErrors] = useState<FormErrors>({});
  const [chosen, choose] = useState<string | null>(null);
  const { start, readFile, again, ...trying } = useTryManifest(report.path);
  const parts = spec === undefined ? { authorization: [], settings: [] } : fieldsOf(spec);
  const withDefaults = (fields: FormFieldSpec[]): FormValues => ({ ...defaultsOf(fields), ...typed });
  const values = withDefaults([...parts.authorization, ...parts.settings]);
  const dataTypes = [...new Set([...report.dataTypes, ...(trying.trial?.dataTypes ?? [])])];
  const dataType = chosen !== null && dataTypes.includes(chosen) ? chosen : report.more ? null : (dataTypes[0] ?? null);
  const type = (next: FormValues) => {
    setTyped(next);
    setErrors({});
  };
  const submit = async () => {
    again();
    // The file may have been edited since, and its form with it.
    const now = await readFile();
    if (now?.spec === undefined) return;
    const asked = fieldsOf(now.spec);
    const fields = [...asked.authorization, ...asked.settings];
    const given = withDefaults(fields);
    const found = checkForm(fields, given);
    setErrors(found);
    if (Object.keys(found).length > 0) return;
    try {
      await start({ path: report.path, dataType: dataType ?? '', values: tidied(fields, given) });
    } catch (thrown) {
      setErrors(errorsOf(problemOf(thrown).fields));
    }
  };
  return {
    ...trying,
    ...parts,
    values,
    type,
    errors,
    dataTypes,
    dataType,
    choose,
    submit,
    isBrowser: spec !== undefined && partsOf(spec, values).isBrowser,
    /** What may go on into a source configuration. */
    settingsTyped: Object.fromEntries(Object.entries(withoutSecrets(parts.settings, values)).filter(([name]) => parts.settings.some((f) => f.name === name))),
  };
}

export type TrialForm = ReturnType<typeof useTrialForm>;
