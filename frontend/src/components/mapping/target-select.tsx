import { Select } from '@mantine/core';
import { IconChevronDown, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { icon, smallIcon } from '@/components/ui/icon-size';
import { MakeFieldDialog } from './make-field-dialog';
import css from './mapping.module.css';
import { nameFor, type RowState, type Target } from './model';

interface Props {
  label: string;
  table: string;
  source: api.SourceField;
  fields: api.Field[];
  /** Fields something else is read into already. */
  taken: ReadonlySet<string>;
  target: Target | undefined;
  state: RowState | 'key';
  onChange: (target: Target) => void;
}

const make = '+';

/** The field of the table: an existing one, or one made on the spot. */
export function TargetSelect({ label, table, source, fields, taken, target, state, onChange }: Props) {
  const { t } = useTranslation('mapping');
  const [search, setSearch] = useState('');
  const [making, setMaking] = useState<string>();
  const to = target?.to ?? '';
  const isKnown = fields.some((f) => f.name === to);
  const all = isKnown || to === '' ? fields : [...fields, { name: to, type: target?.newFieldType ?? '', required: false, choices: [] }];
  const byName = new Map(all.map((f) => [f.name, f]));
  const isFree = (f: { name: string }) => f.name === to || !taken.has(f.name);
  const optionOf = (f: { name: string }) => ({ value: f.name, label: f.name, disabled: !isFree(f) });
  const note = useTypeNote(byName.get(to)?.type ?? '');
  const choose = (next: string | null) => {
    if (next === null || next === '') return;
    if (next === make) setMaking(search.trim() === '' || byName.has(search.trim()) ? nameFor(source.path) : search.trim());
    else onChange({ to: next, newFieldType: next === to ? (target?.newFieldType ?? '') : isNewField(next) });
  };
  const isNewField = (name: string) => (fields.some((f) => f.name === name) ? '' : (byName.get(name)?.type ?? ''));
  return (
    <>
      <Select
        aria-label={label}
        placeholder={t('target.choose')}
        classNames={{ input: css[`target-${state}`] ?? '' }}
        searchable
        openOnFocus={false}
        data={[{ value: make, label: t('target.make') }, ...all.filter(isFree).map(optionOf), ...all.filter((f) => !isFree(f)).map(optionOf)]}
        value={to === '' ? null : to}
        onChange={choose}
        onSearchChange={setSearch}
        comboboxProps={{ width: 260, position: 'bottom-start' }}
        {...note}
        filter={({ options, search: typed }) => {
          const wanted = typed.trim().toLocaleLowerCase();
          if (wanted === '' || wanted === to.toLocaleLowerCase()) return options;
          // What fits comes first, so that Enter takes it; a new field is the last resort.
          const fit = options.filter((o) => 'value' in o && o.value !== make && o.label.toLocaleLowerCase().includes(wanted));
          return [...fit, ...options.filter((o) => 'value' in o && o.value === make)];
        }}
        renderOption={({ option }) =>
          option.value === make ? (
            <span className={css.make}>
              <IconPlus {...smallIcon} />
              {option.label}
            </span>
          ) : (
            <span className={css.option}>
              <span className="grow cut">{option.label}</span>
              <span className="tiny faint">{option.disabled === true ? t('target.taken') : t(`type.${byName.get(option.value)?.type ?? 'text'}`)}</span>
            </span>
          )
        }
      />
      {making !== undefined && <MakeFieldDialog table={table} name={making} type={source.type} names={all.map((f) => f.name)} onClose={() => setMaking(undefined)} onMake={onChange} />}
    </>
  );
}

const chevron = 28;
const letter = 6.2; // the widest mean of a word in the small type

/** The type at the end of a field, in a place as wide as it is: what stands in the field ends before it. */
export function useTypeNote(type: string) {
  const { t } = useTranslation('mapping');
  const words = type === '' ? '' : t(`type.${type}`);
  return {
    rightSectionWidth: words === '' ? chevron : chevron + 8 + Math.ceil(words.length * letter),
    rightSection: (
      <span className={css.typeNote}>
        {words}
        <IconChevronDown {...icon} />
      </span>
    ),
  };
}
