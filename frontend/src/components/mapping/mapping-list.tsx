import { observeElementRect, useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '@/components/ui/empty-state';
import css from './mapping.module.css';
import { MappingRow } from './mapping-row';
import type { MappingRow as Row } from './model';
import type { MappingState } from './use-mapping-form';

interface Props {
  rows: Row[];
  table: string;
  source: string;
  taken: ReadonlySet<string>;
  labels: Record<string, string>;
  state: MappingState;
}

const rowHeight = 42;
const firstScreen = 420;

/** The source fields, only those in sight drawn: 300 of them scroll as lightly as ten. */
export function MappingList({ rows, table, source, taken, labels, state }: Props) {
  const { t } = useTranslation('mapping');
  const box = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    getItemKey: (i) => rows[i]?.field.path ?? i,
    overscan: 6,
    // A box that has no height yet shows its first screen.
    observeElementRect: (instance, note) => observeElementRect(instance, (rect) => note(rect.height > 0 ? rect : { ...rect, height: firstScreen })),
  });
  return (
    <div role="table" aria-label={t('list.label')} aria-rowcount={rows.length + 1} className={css.list}>
      <div role="row" className={`${css.grid ?? ''} ${css.heads ?? ''}`}>
        <span role="columnheader">{t('list.from', { source })}</span>
        <span role="columnheader">{t('list.samples')}</span>
        <span />
        <span role="columnheader">{t('list.to', { table })}</span>
        <span />
        <span />
      </div>
      <div ref={box} className={css.scroll}>
        {rows.length === 0 && <EmptyState small sentence={t('list.none')} />}
        <div role="rowgroup" style={{ height: list.getTotalSize(), position: 'relative' }}>
          {list.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            return (
              <div key={item.key} role="row" aria-rowindex={item.index + 2} className={`${css.grid ?? ''} ${css.row ?? ''}`} data-state={row.state} style={{ transform: `translateY(${item.start}px)` }}>
                <MappingRow row={row} table={table} taken={taken} label={labels[row.field.path]} state={state} />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
