import { Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { DateTimePicker } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { type ComponentType, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '@/hooks/use-locale';
import { formatExact } from '@/lib/format';
import { DayField, useCalendarWords } from './day-field';
import { FilePickerField } from './file-picker-field';
import type { FieldsProps } from './form-from-spec';
import css from './form-from-spec.module.css';
import { FormListInput } from './form-list-input';
import { momentOf, momentText } from './form-moment';
import { FormSecretInput } from './form-secret-input';
import { asValues, chosenOption, type FormFieldSpec, type FormValues, isShown, labelOf, valuesOfOption } from './form-spec';
import { icon } from './icon-size';

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

const textOf = (value: unknown): string => (typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '');

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
    'aria-invalid': error !== undefined,
  };
  const calendar = useCalendarWords();
  const options = field.options.map((o) => ({ value: o.value, label: o.title === '' ? o.value : o.title }));
  switch (field.kind) {
    case 'secret':
      return <FormSecretInput field={field} value={textOf(value)} onChange={onChange} common={common} isKept={isKept} />;
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
      return <DayField {...common} clearable={!field.required} value={textOf(value)} onChange={onChange} />;
    case 'datetime':
      return (
        <DateTimePicker
          {...common}
          {...calendar}
          description={common.description ?? t('form.moment')}
          valueFormat={(at) => formatExact(new Date(at.replace(' ', 'T')), locale)}
          leftSection={<IconCalendar {...icon} />}
          leftSectionPointerEvents="none"
          clearable={!field.required}
          clearButtonProps={{ 'aria-label': t('form.clear', { label }) }}
          submitButtonProps={{ 'aria-label': t('form.done') }}
          timePickerProps={{ hoursInputLabel: t('form.hours'), minutesInputLabel: t('form.minutes'), 'aria-label': t('form.clock') }}
          value={momentOf(textOf(value))}
          onChange={(next) => onChange(next === null ? undefined : momentText(new Date(next), field.pattern))}
        />
      );
    case 'list':
      return <FormListInput field={field} value={value} onChange={onChange} common={common} nested={nested} Fields={props.Fields} />;
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
  const { t } = useTranslation('ui');
  const chosen = chosenOption(field, value);
  // What was typed for one way is there again when one comes back to it.
  const typed = useRef(new Map<string, FormValues>());
  const choose = (wanted: string | null) => {
    if (chosen !== undefined) typed.current.set(chosen.value, asValues(value));
    const option = field.options.find((o) => o.value === wanted);
    onChange(option === undefined ? undefined : (typed.current.get(option.value) ?? valuesOfOption(field, option)));
  };
  const data = field.options.map((o) => ({ value: o.value, label: o.title === '' ? o.value : o.title }));
  const label = labelOf(field);
  return (
    <div>
      <Select
        label={field.required ? label : `${label} (${t('form.optional')})`}
        description={field.help === '' ? undefined : field.help}
        error={error}
        placeholder={t('form.choose')}
        data={field.required ? data : [{ value: '', label: t('form.notChosen') }, ...data]}
        value={chosen?.value ?? (field.required ? null : '')}
        onChange={choose}
      />
      {chosen?.fields.some(isShown) === true && (
        <div className={css.nested} role="group" aria-label={chosen.title}>
          <Fields {...nested} fields={chosen.fields} values={asValues(value)} onChange={onChange} />
        </div>
      )}
    </div>
  );
}
