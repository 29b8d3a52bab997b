import type { ReactNode } from 'react';
import css from './list-table.module.css';

export interface ListColumn<Row> {
  key: string;
  head: ReactNode;
  /** A track of a CSS grid: "1fr", "116px", "minmax(120px, 1fr)". */
  width: string;
  align?: 'right';
  /** Left out under 1100 px. */
  wideOnly?: boolean;
  render: (row: Row) => ReactNode;
}

interface Props<Row> {
  label: string;
  columns: ListColumn<Row>[];
  rows: Row[];
  rowKey: (row: Row) => string;
  /** Grey rows: not chosen, not mapped, inactive. */
  isQuiet?: (row: Row) => boolean;
}

/** A list with hairline rows under small grey heads. */
export function ListTable<Row>({ label, columns, rows, rowKey, isQuiet }: Props<Row>) {
  const wide = columns.map((c) => c.width).join(' ');
  const narrow = columns.filter((c) => c.wideOnly !== true).map((c) => c.width).join(' ');
  const cell = (column: ListColumn<Row>) => `${column.align === 'right' ? css.right : ''} ${column.wideOnly === true ? css.wideOnly : ''}`;
  return (
    <div role="table" aria-label={label} className={css.table} style={{ '--wide': wide, '--narrow': narrow } as React.CSSProperties}>
      <div role="row" className={css.heads}>
        {columns.map((c) => (
          <span key={c.key} role={c.head === '' ? 'cell' : 'columnheader'} className={cell(c)}>
            {c.head}
          </span>
        ))}
      </div>
      {rows.map((row) => (
        <div key={rowKey(row)} role="row" className={css.row} data-quiet={isQuiet?.(row) === true ? '' : undefined}>
          {columns.map((c) => (
            <div key={c.key} role="cell" className={cell(c)}>
              {c.render(row)}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
