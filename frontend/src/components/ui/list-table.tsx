import type { ReactNode } from 'react';
import { type ThingMenu, useContextMenu } from './context-menu';
import { GearMenu } from './gear-menu';
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
  /** In a window too narrow for columns a row's cells are below each other, with the first, a sign, beside them. */
  stacks?: boolean;
  /** Grey rows: not chosen, not mapped, inactive. */
  isQuiet?: (row: Row) => boolean;
  /** What can be done with a row: behind the gear at its end, a right click, and the menu key. */
  menuOf?: (row: Row) => ThingMenu;
}

/** A list with hairline rows under small grey heads. */
export function ListTable<Row>({ label, columns: given, rows, rowKey, stacks = false, isQuiet, menuOf }: Props<Row>) {
  const { contextMenu, handlersOf } = useContextMenu();
  const columns: ListColumn<Row>[] = menuOf === undefined ? given : [...given, { key: 'gear', head: '', width: '28px', render: (row: Row) => <GearMenu {...menuOf(row)} /> }];
  const wide = columns.map((c) => c.width).join(' ');
  const narrow = columns.filter((c) => c.wideOnly !== true).map((c) => c.width).join(' ');
  const cell = (column: ListColumn<Row>) => `${column.align === 'right' ? css.right : ''} ${column.wideOnly === true ? css.wideOnly : ''}`;
  return (
    <div role="table" aria-label={label} className={`${css.table ?? ''} ${stacks ? (css.stacks ?? '') : ''}`} style={{ '--wide': wide, '--narrow': narrow } as React.CSSProperties}>
      <div role="row" className={css.heads}>
        {columns.map((c) => (
          <span key={c.key} role={c.head === '' ? 'cell' : 'columnheader'} className={cell(c)} data-align={c.align}>
            {c.head}
          </span>
        ))}
      </div>
      {rows.map((row) => (
        <div key={rowKey(row)} role="row" className={css.row} data-quiet={isQuiet?.(row) === true ? '' : undefined} {...(menuOf === undefined ? {} : handlersOf(() => menuOf(row)))}>
          {columns.map((c) => (
            <div key={c.key} role="cell" className={cell(c)} data-align={c.align}>
              {c.render(row)}
            </div>
          ))}
        </div>
      ))}
      {contextMenu}
    </div>
  );
}
