import { useMemo, useState } from 'react';
import type { api } from '@/bridge/types';
import { checkForm, errorsOf, type FormErrors } from '@/components/ui/form-check';
import { defaultsOf, type FormValues, tidied } from '@/components/ui/form-spec';
import { useDraft } from '@/hooks/use-draft';
import { problemOf } from '@/lib/problem';
import { useSaveConfiguration } from '../api/use-configurations';

export interface ConfigurationForm {
  name: string;
  source: string;
  authorization: string;
  settings: FormValues;
}

/** A source configuration nobody has typed anything about. */
export const nothingTyped: ConfigurationForm = { name: '', source: '', authorization: '', settings: {} };

export interface ConfigurationErrors {
  name: boolean;
  source: boolean;
  authorization: boolean;
  settings: FormErrors;
}

const noErrors: ConfigurationErrors = { name: false, source: false, authorization: false, settings: {} };

/** Until something is typed the settings are the defaults of the specification. */
export function settingsOf(form: ConfigurationForm, spec: api.SourceSpec | undefined): FormValues {
  return Object.keys(form.settings).length === 0 && spec !== undefined ? defaultsOf(spec.settings) : form.settings;
}

/** What is typed about a source configuration: kept when one leaves, checked and saved as a whole. */
export function useConfigurationForm(id: string, initial: ConfigurationForm) {
  const draft = useDraft<ConfigurationForm | undefined>(`configuration:${id === '' ? 'new' : id}`, undefined);
  const form = draft.isDraft && draft.value !== undefined ? draft.value : initial;
  const isChanged = useMemo(() => JSON.stringify(form) !== JSON.stringify(initial), [form, initial]);
  const [errors, setErrors] = useState(noErrors);
  const saving = useSaveConfiguration();
  const change = (more: Partial<ConfigurationForm>) => {
    setErrors(noErrors);
    draft.set({ ...form, ...more });
  };
  /** Undefined when something is missing or refused; the page then shows what. */
  const save = async (spec: api.SourceSpec | undefined): Promise<api.Configuration | undefined> => {
    const settings = settingsOf(form, spec);
    const found: ConfigurationErrors = {
      name: form.name.trim() === '',
      source: form.source === '',
      authorization: spec?.source.needsAuthorization === true && form.authorization === '',
      settings: spec === undefined ? {} : checkForm(spec.settings, settings),
    };
    setErrors(found);
    if (found.name || found.source || found.authorization || Object.keys(found.settings).length > 0) return undefined;
    try {
      const saved = await saving.mutateAsync({ id, name: form.name.trim(), source: form.source, authorization: form.authorization, settings: spec === undefined ? settings : tidied(spec.settings, settings) });
      draft.forget();
      return saved;
    } catch (thrown) {
      setErrors({ ...noErrors, settings: errorsOf(problemOf(thrown).fields) });
      return undefined;
    }
  };
  return { form, isChanged, errors, change, save, isSaving: saving.isPending, error: saving.error };
}
