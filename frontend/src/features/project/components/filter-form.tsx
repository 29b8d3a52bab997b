import { Button, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type api, domain } from '@/bridge/types';
import { DayField } from '@/components/ui/day-field';
import css from './filter-cell.module.css';
import { type ColumnFilter, type Mode, modesOf } from './filters';
import { useValueWords } from '@/components/rows/use-value-words';
import { isNumber, isTime } from '@/components/rows/value-text';

interface Props {
  field: api.Field;
  filter: ColumnFilter | undefined;
  onApply: (filter: ColumnFilter | undefined) => void;
}

// The calendar opens within the filter, so that a click in it does not close the filter.
const calendar = { weekendDays: [], popoverProps: { withinPortal: false, classNames: { dropdown: css.calendar ?? '' } } };
const numberText = /^-?\d+(\.\d+)?$/;

/** All the ways to filter a field: how, and by what. */
export function FilterForm({ field, filter, onApply }: Props) {
  const { t } = useTranslation('project');
  const modes = modesOf(field.type);
  const [mode, setMode] = useState<Mode>(filter?.mode ?? modes[0] ?? 'empty');
  const [value, setValue] = useState(filter?.mode === 'contains' || filter?.mode === 'equals' ? filter.value : '');
  const [from, setFrom] = useState(filter?.mode === 'range' ? filter.from : '');
  const [to, setTo] = useState(filter?.mode === 'range' ? filter.to : '');
  const [wrong, setWrong] = useState({ from: false, to: false });
  const apply = () => {
    if (mode !== 'range') {
      onApply(mode === 'empty' || mode === 'not_empty' ? { mode } : { mode, value });
      return;
    }
    const ends = isNumber(field.type) ? [from, to].map((text) => text.trim().replace(/\s/g, '').replace(',', '.')) : [from, to];
    const [first = '', last = ''] = ends;
    const isWrong = (end: string) => isNumber(field.type) && end !== '' && !numberText.test(end);
    setWrong({ from: isWrong(first), to: isWrong(last) });
    if (!isWrong(first) && !isWrong(last)) onApply({ mode, from: first, to: last });
  };
  return (
    <form
      className={css.form}
      onSubmit={(e) => {
        e.preventDefault();
        apply();
      }}
    >
      <Select
        label={t('filter.how')}
        data={modes.map((m) => ({ value: m, label: t(`filter.mode.${m}`) }))}
        value={mode}
        onChange={(next) => setMode(modes.find((m) => m === next) ?? mode)}
        comboboxProps={{ withinPortal: false }}
        data-autofocus
      />
      {(mode === 'contains' || mode === 'equals') && <Value field={field} value={value} onChange={setValue} />}
      {mode === 'range' && (
        <div className={css.ends} data-days={isTime(field.type) || undefined}>
          {isTime(field.type) ? (
            <>
              <DayField label={t('filter.fromDay')} value={from} onChange={(day) => setFrom(day ?? '')} {...calendar} />
              <DayField label={t('filter.toDay')} value={to} onChange={(day) => setTo(day ?? '')} {...calendar} />
            </>
          ) : (
            <>
              <TextInput label={t('filter.from')} inputMode="decimal" value={from} onChange={(e) => setFrom(e.currentTarget.value)} error={wrong.from ? t('filter.noNumber') : undefined} />
              <TextInput label={t('filter.to')} inputMode="decimal" value={to} onChange={(e) => setTo(e.currentTarget.value)} error={wrong.to ? t('filter.noNumber') : undefined} />
            </>
          )}
        </div>
      )}
      <div className={css.buttons}>
        <Button size="xs" onClick={() => onApply(undefined)}>
          {t('filter.clear')}
        </Button>
        <Button size="xs" variant="filled" type="submit">
          {t('filter.apply')}
        </Button>
      </div>
    </form>
  );
}

function Value({ field, value, onChange }: { field: api.Field; value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('project');
  const words = useValueWords();
  const isBoolean = field.type === domain.FieldType.boolean;
  if (!isBoolean && field.type !== domain.FieldType.choice) return <TextInput label={t('filter.value')} value={value} onChange={(e) => onChange(e.currentTarget.value)} />;
  const choices = isBoolean ? [{ value: 'true', label: words.yes }, { value: 'false', label: words.no }] : field.choices.map((c) => ({ value: c, label: c }));
  return <Select label={t('filter.value')} placeholder={t('filter.blank.any')} data={choices} value={value === '' ? null : value} onChange={(next) => onChange(next ?? '')} comboboxProps={{ withinPortal: false }} />;
}
