import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { FormFieldInput } from './form-field-input';
import { errorAt, type FormError, type FormErrors } from './form-check';
import css from './form-from-spec.module.css';
import { type FormFieldSpec, type FormValues, isShown } from './form-spec';
import { StatusChip } from './status-chip';
import { useFirstInvalid } from './use-first-invalid';

interface Props {
  fields: FormFieldSpec[];
  values: FormValues;
  onChange: (values: FormValues) => void;
  /** From checkForm, or from the backend; shown at the field and counted once at the top. */
  errors?: FormErrors;
  /** Paths of secrets that are stored already: they stay unless something is typed. */
  keptSecrets?: readonly string[];
  /** Opens the system's window for a file or folder. */
  pickPath?: () => Promise<string | undefined>;
  /** Opens the system's window for one file; pickPath then is for a folder. */
  pickFile?: () => Promise<string | undefined>;
}

const isNarrow = (field: FormFieldSpec) => ['integer', 'number', 'date', 'datetime', 'enum'].includes(field.kind);

/** A form made from a list of fields: labels above, help below, errors at the field and once at the top. */
export function FormFromSpec({ fields, values, onChange, errors = {}, keptSecrets = [], pickPath, pickFile }: Props) {
  const box = useFirstInvalid(errors);
  return (
    <div className={css.form} ref={box}>
      <FormAlert errors={errors} />
      <FormFields fields={fields} values={values} onChange={onChange} errors={errors} keptSecrets={keptSecrets} pickPath={pickPath} pickFile={pickFile} prefix="" />
    </div>
  );
}

/** Says once at the top how many fields need the person. */
export function FormAlert({ errors }: { errors: FormErrors }) {
  const { t } = useTranslation('ui');
  const count = Object.keys(errors).length;
  if (count === 0) return null;
  return (
    <p role="alert" className={css.top}>
      <StatusChip kind="stopped">{t('form.top', { count })}</StatusChip>
    </p>
  );
}

export interface FieldsProps {
  fields: FormFieldSpec[];
  values: FormValues;
  onChange: (values: FormValues) => void;
  errors: FormErrors;
  keptSecrets: readonly string[];
  pickPath: (() => Promise<string | undefined>) | undefined;
  pickFile: (() => Promise<string | undefined>) | undefined;
  prefix: string;
}

export function FormFields({ fields, values, onChange, errors, keptSecrets, pickPath, pickFile, prefix }: FieldsProps) {
  const { t } = useTranslation('ui');
  return (
    <div className={css.fields}>
      {fields
        .filter(isShown)
        .map((field) => {
          const path = prefix + field.name;
          const error = errorAt(errors, path, field.kind === 'list' && field.entry?.kind !== 'group');
          return (
            <div key={field.name} className={isNarrow(field) ? css.half : css.whole}>
              <FormFieldInput
                field={field}
                value={values[field.name]}
                onChange={(next) => onChange({ ...values, [field.name]: next })}
                error={error === undefined ? undefined : wordsOf(error, t)}
                isKept={keptSecrets.includes(path)}
                nested={{ errors, keptSecrets, pickPath, pickFile, prefix: `${path}.` }}
                Fields={FormFields}
              />
            </div>
          );
        })}
    </div>
  );
}

function wordsOf(error: FormError, t: TFunction<'ui'>): string {
  switch (error.kind) {
    case 'required':
      return t('form.required', { label: error.label });
    case 'number':
      return t('form.number', { label: error.label });
    case 'whole':
      return t('form.whole', { label: error.label });
    case 'min':
      return t('form.min', { label: error.label, limit: error.limit });
    case 'max':
      return t('form.max', { label: error.label, limit: error.limit });
    case 'pattern':
      return error.example === '' ? t('form.pattern', { label: error.label }) : t('form.example', { label: error.label, example: error.example });
    case 'words':
      return error.words;
  }
}
