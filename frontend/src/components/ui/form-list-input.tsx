import { Button, MultiSelect, TagsInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import controls from '@/styles/controls.module.css';
import type { FieldsProps } from './form-from-spec';
import css from './form-from-spec.module.css';
import { asValues, defaultsOf, type FormFieldSpec, labelOf } from './form-spec';
import { icon } from './icon-size';

interface Props {
  field: FormFieldSpec;
  value: unknown;
  onChange: (value: unknown) => void;
  /** Label, help and error, as every input takes them. */
  common: { label: string; description: string | undefined; error: ReactNode };
  nested: Pick<FieldsProps, 'errors' | 'keptSecrets' | 'pickPath' | 'pickFile' | 'prefix'>;
  Fields: ComponentType<FieldsProps>;
}

const entriesOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const textsOf = (value: unknown): string[] => entriesOf(value).map((v) => (typeof v === 'string' ? v : JSON.stringify(v)));

/** A list: values of an enum are chosen, groups are filled in one after another, all else is typed. */
export function FormListInput(props: Props) {
  const { field, value, onChange, common } = props;
  const { t } = useTranslation('ui');
  const { entry } = field;
  if (entry?.kind === 'group' || entry?.kind === 'choice') return <GroupList {...props} entry={entry} />;
  if (entry?.kind === 'enum') {
    const data = entry.options.map((o) => ({ value: o.value, label: o.title === '' ? o.value : o.title }));
    return <MultiSelect {...common} data={data} searchable={data.length > 8} placeholder={textsOf(value).length === 0 ? t('form.choose') : ''} value={textsOf(value)} onChange={onChange} />;
  }
  // How a value is added is said once: below the field, or in it where its help stands below.
  const hint = field.examples[0] ?? (common.description === undefined ? '' : t('form.add'));
  // What is typed but not ended with Enter counts too.
  return <TagsInput {...common} acceptValueOnBlur placeholder={textsOf(value).length === 0 ? hint : ''} description={common.description ?? t('form.add')} value={textsOf(value)} onChange={onChange} />;
}

function GroupList({ field, entry, value, onChange, common, nested, Fields }: Props & { entry: FormFieldSpec }) {
  const { t } = useTranslation('ui');
  const all = entriesOf(value);
  const label = labelOf(field);
  const first = entry.kind === 'group' ? defaultsOf(entry.fields) : defaultsOf([{ ...entry, name: 'first', required: true }]).first;
  const change = (at: number, next: unknown) => onChange(all.map((v, i) => (i === at ? next : v)));
  return (
    <fieldset className={css.group}>
      <legend>{common.label}</legend>
      {common.description !== undefined && <p className={css.help}>{common.description}</p>}
      {all.map((one, i) => (
        <div key={i} className={css.entry} role="group" aria-label={t('form.entry', { label, number: i + 1 })}>
          {entry.kind === 'group' ? (
            <Fields {...nested} prefix={`${nested.prefix}${i}.`} fields={entry.fields} values={asValues(one)} onChange={(next) => change(i, next)} />
          ) : (
            <Fields {...nested} fields={[{ ...entry, name: String(i) }]} values={{ [i]: one }} onChange={(next) => change(i, next[i])} />
          )}
          <Button size="xs" leftSection={<IconTrash {...icon} />} aria-label={t('form.removeEntry', { label, number: i + 1 })} onClick={() => onChange(all.filter((_, at) => at !== i))}>
            {t('form.remove')}
          </Button>
        </div>
      ))}
      <Button size="xs" leftSection={<IconPlus {...icon} />} aria-label={t('form.addTo', { label })} onClick={() => onChange([...all, first])}>
        {t('form.addEntry')}
      </Button>
      {common.error !== undefined && <p className={controls.error}>{common.error}</p>}
    </fieldset>
  );
}
