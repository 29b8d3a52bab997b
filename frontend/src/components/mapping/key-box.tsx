import { ActionIcon, Checkbox, Select } from '@mantine/core';
import { IconArrowRight, IconKey, IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { icon, smallIcon } from '@/components/ui/icon-size';
import { KeyVerdict } from './key-verdict';
import css from './mapping.module.css';
import type { KeyRow as Row } from './model';
import { Samples } from './samples';
import { TargetSelect, useTypeNote } from './target-select';
import type { MappingCalls, MappingState } from './use-mapping-form';

interface Props {
  view: api.MappingView;
  state: MappingState;
  taken: ReadonlySet<string>;
  calls: MappingCalls;
}

/** The primary key first, in a box of its own, with the adviser's verdict. */
export function KeyBox({ view, state, taken, calls }: Props) {
  const { t } = useTranslation('mapping');
  const used = new Set(state.keys.map((k) => k.from));
  const isFull = state.keys.some((k) => k.from === '');
  return (
    <section className={css.keyBox} aria-label={t('key.title')}>
      <div className={css.keyHead}>
        <h2 className="row-title">
          <IconKey {...icon} />
          {t('key.what', { count: state.keys.length })}
        </h2>
        <p className="small muted">{t('key.sentence')}</p>
        <button type="button" className="link small right nowrap" disabled={isFull} onClick={state.addKeyRow}>
          <IconPlus {...smallIcon} /> {t('key.another')}
        </button>
      </div>
      {state.keys.map((row, i) => (
        <KeyRow key={row.from === '' ? `new ${i}` : row.from} row={row} view={view} state={state} taken={taken} used={used} canDrop={state.keys.length > 1} />
      ))}
      <KeyVerdict view={view} paths={state.keys.map((k) => k.from).filter((p) => p !== '')} advise={calls.advise} onChoose={(path) => state.changeKey(state.keys[0]?.from ?? '', path)} />
    </section>
  );
}

interface RowProps {
  row: Row;
  view: api.MappingView;
  state: MappingState;
  taken: ReadonlySet<string>;
  used: ReadonlySet<string>;
  canDrop: boolean;
}

function KeyRow({ row, view, state, taken, used, canDrop }: RowProps) {
  const { t } = useTranslation('mapping');
  const field = view.fields.find((f) => f.path === row.from);
  const note = useTypeNote(field?.type ?? '');
  const types = new Map(view.fields.map((f) => [f.path, f.type]));
  const canTick = row.target !== undefined && row.target.to !== '';
  return (
    <div className={`${css.grid ?? ''} ${css.keyRow ?? ''}`}>
      <Select
        aria-label={t('key.from')}
        placeholder={t('key.choose')}
        searchable
        openOnFocus={false}
        data={view.fields.map((f) => ({ value: f.path, label: f.path, disabled: f.path !== row.from && used.has(f.path) }))}
        value={row.from === '' ? null : row.from}
        onChange={(next) => next !== null && next !== row.from && state.changeKey(row.from, next)}
        comboboxProps={{ width: 300, position: 'bottom-start' }}
        {...note}
        renderOption={({ option }) => (
          <span className={css.option}>
            <span className="grow cut">{option.label}</span>
            <span className="tiny faint">{t(`type.${types.get(option.value) ?? 'text'}`)}</span>
          </span>
        )}
      />
      <Samples values={field?.samples ?? []} />
      <IconArrowRight {...icon} className={css.arrow} />
      {field === undefined ? (
        <span />
      ) : (
        <TargetSelect label={t('target.label', { field: row.from })} table={state.form.table} source={field} fields={state.fields} taken={taken} target={row.target} state={row.isTicked ? 'key' : 'suggested'} onChange={(next) => state.choose(row.from, next)} />
      )}
      <div className="row">
        <Checkbox className={css.keyTick} label={t('key.tick')} checked={row.isTicked} disabled={!canTick} onChange={(e) => state.tickKey(row.from, e.currentTarget.checked)} />
        {canDrop && !row.isTicked && (
          <ActionIcon variant="transparent" size={28} color="var(--ink-2)" className="right" aria-label={t('row.remove', { field: row.from })} onClick={() => state.dropKeyRow(row.from)}>
            <IconX {...icon} />
          </ActionIcon>
        )}
      </div>
    </div>
  );
}
