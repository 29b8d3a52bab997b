import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { ErrorView } from '@/components/ui/error-view';
import { FormFromSpec } from '@/components/ui/form-from-spec';
import { checkForm, errorsOf, type FormErrors } from '@/components/ui/form-check';
import { withoutSecrets } from '@/components/ui/form-kept';
import { defaultsOf, type FormValues } from '@/components/ui/form-spec';
import { useDraft } from '@/hooks/use-draft';
import { problemOf } from '@/lib/problem';
import { Guide } from './guide';
import css from './source.module.css';

interface Props {
  spec: api.SourceSpec;
  /** The one that is changed; undefined makes a new one. */
  changed: api.Authorization | undefined;
  /** Names in use, for a first name that is free. */
  names: string[];
  onSave: (input: api.AuthorizationInput) => Promise<api.Authorization>;
  onSaved: (saved: api.Authorization) => void;
  onOpen: (address: string) => void;
}

function freeName(wanted: string, names: string[]): string {
  if (!names.includes(wanted)) return wanted;
  let n = 2;
  while (names.includes(`${wanted} ${n}`)) n += 1;
  return `${wanted} ${n}`;
}

/** Makes or changes an authorization; saving checks it by a real call. */
export function AuthorizationForm({ spec, changed, names, onSave, onSaved, onOpen }: Props) {
  const { t } = useTranslation('source');
  const { source } = spec;
  const draft = useDraft(`authorization:${source.id}:${changed?.id ?? ''}`, { name: changed?.name ?? freeName(source.name, names), values: changed?.values ?? defaultsOf(spec.authorization) });
  // Secrets stay out of the draft, which rests in clear.
  const [secrets, setSecrets] = useState<FormValues>(draft.value.values);
  const [errors, setErrors] = useState<FormErrors>({});
  const [error, setError] = useState<unknown>();
  const [isSaving, setSaving] = useState(false);
  const { name } = draft.value;
  const kept = changed?.secretFields ?? [];
  const type = (values: FormValues) => {
    setSecrets(values);
    setErrors({});
    draft.set((was) => ({ ...was, values: withoutSecrets(spec.authorization, values) }));
  };
  const save = async () => {
    const found = checkForm(spec.authorization, secrets, kept);
    setErrors(found);
    setError(undefined);
    if (Object.keys(found).length > 0 || name.trim() === '') return;
    setSaving(true);
    try {
      const saved = await onSave({ id: changed?.id ?? '', source: source.id, name: name.trim(), values: secrets });
      draft.forget();
      onSaved(saved);
    } catch (thrown) {
      const { fields } = problemOf(thrown);
      if (fields.length === 0) setError(thrown);
      else setErrors(errorsOf(fields));
    } finally {
      setSaving(false);
    }
  };
  const form = (
    <form
      className="stack"
      noValidate
      autoComplete="off"
      onSubmit={(e) => {
        e.stopPropagation();
        e.preventDefault();
        void save();
      }}
    >
      {error !== undefined && <ErrorView error={error} />}
      <TextInput
        label={t('form.name')}
        value={name}
        onChange={(e) => {
          const typed = e.currentTarget.value;
          draft.set((was) => ({ ...was, name: typed }));
        }}
        error={name.trim() === '' ? t('form.nameMissing') : undefined}
      />
      <FormFromSpec fields={spec.authorization} values={secrets} errors={errors} keptSecrets={kept} onChange={type} />
      <div>
        <Button type="submit" variant="filled" loading={isSaving}>
          {t('form.save')}
        </Button>
        <p className={css.help}>{t('form.checked')}</p>
      </div>
    </form>
  );
  return (
    <>
      <h2 className={`row-title ${css.formTitle ?? ''}`}>{changed === undefined ? t('create') : t('change', { name: changed.name })}</h2>
      <p className={`small muted ${css.formSentence ?? ''}`}>
        {spec.guide.length > 0 ? t('form.guided', { source: source.name }) : t('form.plain', { source: source.name })}{' '}
        {spec.documentationUrl !== '' && (
          <button type="button" className="link small" onClick={() => onOpen(spec.documentationUrl)}>
            {t('form.documentation')}
          </button>
        )}
      </p>
      {spec.guide.length > 0 ? <Guide steps={spec.guide} onOpen={onOpen} form={form} formTitle={t('form.bringBack', { source: source.name })} /> : form}
    </>
  );
}
