import { Checkbox, MultiSelect, NumberInput, PasswordInput, Select, TagsInput, Textarea, TextInput } from '@mantine/core';
import { DateInput, DateTimePicker } from '@mantine/dates';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '@/hooks/use-locale';
import { FilePickerField } from './file-picker-field';
import type { FieldsProps } from './form-from-spec';
import css from './form-from-spec.module.css';
import { asValues, chosenOption, type FormFieldSpec, labelOf, valuesOfOption } from './form-spec';

interface Props {
  field: FormFieldSpec;
  value: unknown;
  onChange: (value: unknown) => void;
  error: string | undefined;
  /** A stored secret that stays unless something is typed. */
  isKept: boolean;
  nested: Pick<FieldsProps, 'errors' | 'keptSecrets' | 'pickPath' | 'pickFile' | 'prefix'>;
  /** The list of fields, handed in because fields and lists of fields hold each other. */
  Fields: ComponentType<FieldsProps>;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '');
const listOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v): v is string => typeof v === 'string') : []);

/** One field of a specification as the input that fits its kind. */
export function FormFieldInput(props: Props) {
  const { field, value, onChange, error, isKept, nested } = props;
  const { t } = useTranslation('ui');
  const locale = useLocale();
  const label = labelOf(field);
  const example = field.examples[0] ?? '';
  const common = {
    label: field.required ? label : `${label} (${t('form.optional')})`,
    description: field.help === '' ? undefined : field.help,
    error,
    placeholder: example,
    'aria-required': field.required,
  };
  const options = field.options.map((o) => ({ value: o.value, label: o.title === '' ? o.value : o.title }));
  switch (field.kind) {
    case 'secret':
      return (
        <PasswordInput
          {...common}
          autoComplete="off"
          placeholder={isKept ? t('form.kept') : example}
          visibilityToggleButtonProps={{ 'aria-label': t('form.show', { label }) }}
          value={textOf(value)}
          onChange={(e) => onChange(e.currentTarget.value === '' ? undefined : e.currentTarget.value)}
        />
      );
    case 'long_text':
      return <Textarea {...common} value={textOf(value)} onChange={(e) => onChange(e.currentTarget.value)} />;
    case 'integer':
    case 'number':
      return (
        <NumberInput
          {...common}
          hideControls
          allowDecimal={field.kind === 'number'}
          value={typeof value === 'number' ? value : textOf(value)}
          onChange={(next) => onChange(next === '' ? undefined : typeof next === 'number' ? next : Number(next))}
        />
      );
    case 'boolean':
      return <Checkbox label={label} description={common.description} error={error} checked={value === true} onChange={(e) => onChange(e.currentTarget.checked)} />;
    case 'enum':
      // Nothing chosen stands in the list of an optional field: it replaces a button that clears it.
      return <Select {...common} data={field.required ? options : [{ value: '', label: t('form.notChosen') }, ...options.filter((o) => o.value !== '')]} searchable={options.length > 8} placeholder={t('form.choose')} value={textOf(value) === '' && field.required ? null : textOf(value)} onChange={(next) => onChange(next ?? undefined)} />;
    case 'date':
      return <DateInput {...common} locale={locale.slice(0, 2)} valueFormat="YYYY-MM-DD" clearable={!field.required} value={textOf(value) === '' ? null : textOf(value).slice(0, 10)} onChange={(next) => onChange(next ?? undefined)} />;
    case 'datetime':
      return (
        <DateTimePicker
          {...common}
          locale={locale.slice(0, 2)}
          valueFormat="YYYY-MM-DD HH:mm"
          clearable={!field.required}
          value={textOf(value) === '' ? null : new Date(textOf(value))}
          onChange={(next) => onChange(next === null ? undefined : new Date(next).toISOString())}
        />
      );
    case 'list':
      return options.length > 0 ? (
        <MultiSelect {...common} data={options} value={listOf(value)} onChange={onChange} />
      ) : (
        <TagsInput {...common} placeholder={t('form.add')} value={listOf(value)} onChange={onChange} />
      );
    case 'path':
      return <PathInput {...props} label={common.label} />;
    case 'group':
      return (
        <fieldset className={css.group}>
          <legend>{label}</legend>
          {field.help !== '' && <p className={css.help}>{field.help}</p>}
          <props.Fields {...nested} fields={field.fields} values={asValues(value)} onChange={onChange} />
        </fieldset>
      );
    case 'choice':
      return <ChoiceInput {...props} />;
    default:
      return <TextInput {...common} value={textOf(value)} onChange={(e) => onChange(e.currentTarget.value)} />;
  }
}

function PathInput({ field, value, onChange, error, nested, label }: Props & { label: string }) {
  const { t } = useTranslation('ui');
  return (
    <FilePickerField
      label={label}
      help={field.help}
      value={textOf(value)}
      emptyText={field.examples[0] ?? ''}
      chooseLabel={nested.pickFile === undefined ? t('form.choose') : t('form.chooseFolder')}
      other={nested.pickFile && { label: t('form.chooseFile'), pick: nested.pickFile }}
      pick={nested.pickPath ?? (() => Promise.resolve(undefined))}
      onChange={onChange}
      error={error}
    />
  );
}

function ChoiceInput({ field, value, onChange, error, nested, Fields }: Props) {
  const chosen = chosenOption(field, value);
  const choose = (wanted: string | null) => {
    const option = field.options.find((o) => o.value === wanted);
    if (option !== undefined) onChange(valuesOfOption(field, option));
  };
  return (
    <div>
      <Select
        label={labelOf(field)}
        description={field.help === '' ? undefined : field.help}
        error={error}
        data={field.options.map((o) => ({ value: o.value, label: o.title === '' ? o.value : o.title }))}
        value={chosen?.value ?? null}
        onChange={choose}
      />
      {chosen !== undefined && chosen.fields.some((f) => !f.hidden) && (
        <div className={css.nested}>
          <Fields {...nested} fields={chosen.fields} values={asValues(value)} onChange={onChange} />
        </div>
      )}
    </div>
  );
}
