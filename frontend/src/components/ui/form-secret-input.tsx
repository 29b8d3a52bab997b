import { Button, PasswordInput, Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Field } from './field';
import css from './form-from-spec.module.css';
import { type FormFieldSpec, labelOf } from './form-spec';
import { StatusChip } from './status-chip';

interface Props {
  field: FormFieldSpec;
  value: string;
  onChange: (value: string | undefined) => void;
  /** Label, help, error and example, as every input takes them. */
  common: { label: string; description: string | undefined; error: ReactNode; placeholder: string; 'aria-required': boolean; 'aria-invalid': boolean };
  /** It is stored already: it is not shown again, and stays unless it is replaced. */
  isKept: boolean;
}

/** A secret: never shown again once stored, replaced on demand. */
export function FormSecretInput({ field, value, onChange, common, isKept }: Props) {
  const { t } = useTranslation('ui');
  const [isReplacing, setReplacing] = useState(false);
  const label = labelOf(field);
  const type = (typed: string) => onChange(typed === '' ? undefined : typed);
  if (isKept && !isReplacing && value === '') {
    return (
      <Field label={label} help={common.description}>
        <div className={css.kept}>
          <StatusChip kind="fine">{t('form.kept')}</StatusChip>
          <Button size="xs" aria-label={t('form.replaceOne', { label })} onClick={() => setReplacing(true)}>
            {t('form.replace')}
          </Button>
        </div>
      </Field>
    );
  }
  const focus = isReplacing ? { autoFocus: true } : {};
  return (
    <div>
      {field.multiline ? (
        <Textarea {...common} {...focus} autoComplete="off" spellCheck={false} classNames={{ input: css.masked }} value={value} onChange={(e) => type(e.currentTarget.value)} />
      ) : (
        <PasswordInput {...common} {...focus} autoComplete="off" spellCheck={false} visibilityToggleButtonProps={{ 'aria-label': t('form.show', { label }), tabIndex: 0 }} value={value} onChange={(e) => type(e.currentTarget.value)} />
      )}
      {isKept && (
        <button
          type="button"
          className={`link small ${css.keepOld ?? ''}`}
          onClick={() => {
            setReplacing(false);
            onChange(undefined);
          }}
        >
          {t('form.keepOld')}
        </button>
      )}
    </div>
  );
}
