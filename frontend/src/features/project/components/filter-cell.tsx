import { Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { smallIcon } from '@/components/ui/icon-size';
import { FilterForm } from './filter-form';
import css from './filter-cell.module.css';
import { blankWords, filterWords } from './filter-words';
import { type ColumnFilter, modesOf } from './filters';
import { useValueWords } from '@/components/rows/use-value-words';

const typingMs = 250;

interface Props {
  field: api.Field;
  filter: ColumnFilter | undefined;
  onChange: (filter: ColumnFilter | undefined) => void;
  /** As the head above stands. */
  align?: 'right' | undefined;
}

/** The filter under a head: text is typed at once, everything else is chosen. */
export function FilterCell({ field, filter, onChange, align }: Props) {
  const { t } = useTranslation('project');
  const words = useValueWords();
  const [isOpen, setOpen] = useState(false);
  const label = t('filter.label', { field: field.name });
  const isTyped = modesOf(field.type)[0] === 'contains' && (filter === undefined || filter.mode === 'contains');
  return (
    <div className={css.cell} data-align={align}>
      {isTyped ? (
        <Typed label={label} placeholder={blankWords(field, t)} value={filter?.mode === 'contains' ? filter.value : ''} onChange={(value) => onChange({ mode: 'contains', value })} />
      ) : (
        <button type="button" className={css.words} data-set={filter !== undefined || undefined} aria-label={filter === undefined ? label : t('filter.chip', { field: label, words: filterWords(field, filter, t, words) })} onClick={() => setOpen(true)}>
          <span className="cut">{filter === undefined ? blankWords(field, t) : filterWords(field, filter, t, words)}</span>
        </button>
      )}
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={256} trapFocus returnFocus shadow="md" classNames={{ dropdown: css.dropdown }}>
        <Popover.Target>
          <button type="button" className={css.more} aria-label={t('filter.more', { field: field.name })} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            <IconChevronDown {...smallIcon} />
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <FilterForm
            field={field}
            filter={filter}
            onApply={(next) => {
              onChange(next);
              setOpen(false);
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

/** Text that is looked for once typing pauses. */
function Typed({ label, placeholder, value, onChange }: { label: string; placeholder: string; value: string; onChange: (value: string) => void }) {
  const { typed, type } = useTyping(value, onChange);
  return <input className={css.input} aria-label={label} placeholder={placeholder} value={typed} onChange={(e) => type(e.currentTarget.value)} data-set={typed !== '' || undefined} spellCheck={false} />;
}

/** What is typed, and passed on when the person pauses. A value changed from outside replaces it. */
export function useTyping(value: string, onChange: (value: string) => void) {
  const [state, setState] = useState({ typed: value, of: value });
  if (state.of !== value) setState({ typed: value, of: value });
  const { typed } = state;
  useEffect(() => {
    if (typed === value) return undefined;
    const timer = setTimeout(() => onChange(typed), typingMs);
    return () => clearTimeout(timer);
    // onChange is new with every rendering; the text alone decides.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [typed, value]);
  return { typed, type: (next: string) => setState((was) => ({ ...was, typed: next })) };
}
