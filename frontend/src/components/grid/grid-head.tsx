import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { smallIcon } from '@/components/ui/icon-size';
import css from './data-grid.module.css';
import type { GridColumn, GridSort } from './grid-types';

export interface Slot {
  column: GridColumn;
  index: number;
  /** Undefined for the column that stands still. */
  left?: number;
  width: number;
  /** How much of the width stays empty at the right. */
  blank: number;
}

export const placeOf = (left: number | undefined, width: number, blank: number): CSSProperties => ({ left: left ?? 0, width, '--blank': `${String(blank)}px` }) as CSSProperties;

interface Props {
  slots: Slot[];
  width: number;
  sort: GridSort | undefined;
  onSort: (key: string) => void;
  onResize: (key: string, width: number | undefined) => void;
  filterOf: ((column: GridColumn) => ReactNode) | undefined;
}

/** Names to sort by, edges to pull, and beneath them the filters. */
export function GridHead({ slots, width, sort, onSort, onResize, filterOf }: Props) {
  return (
    <div className={css.heads} style={{ width }} role="rowgroup">
      <div role="row" aria-rowindex={1} className={css.head}>
        {slots.map((slot) => (
          <Head key={slot.column.key} slot={slot} sort={sort?.key === slot.column.key ? sort : undefined} onSort={onSort} onResize={onResize} />
        ))}
      </div>
      {filterOf !== undefined && (
        <div role="row" aria-rowindex={2} className={css.filters}>
          {slots.map(({ column, index, left, width: own, blank }) => (
            <div key={column.key} role="gridcell" aria-colindex={index + 1} className={left === undefined ? css.frozen : css.cell} data-filter style={placeOf(left, own, blank)}>
              {filterOf(column)}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

interface HeadProps {
  slot: Slot;
  sort: GridSort | undefined;
  onSort: (key: string) => void;
  onResize: (key: string, width: number | undefined) => void;
}

function Head({ slot: { column, index, left, width, blank }, sort, onSort, onResize }: HeadProps) {
  const { t } = useTranslation('grid');
  const Arrow = sort?.isDescending === true ? IconArrowDown : IconArrowUp;
  return (
    <div
      role="columnheader"
      aria-colindex={index + 1}
      aria-sort={sort === undefined ? 'none' : sort.isDescending ? 'descending' : 'ascending'}
      className={left === undefined ? css.frozen : css.cell}
      data-align={column.align}
      style={placeOf(left, width, blank)}
    >
      <button type="button" className={css.sort} onClick={() => onSort(column.key)} title={t('sortBy', { column: column.label })}>
        {column.sign}
        <span className="cut">{column.label}</span>
        {sort !== undefined && <Arrow {...smallIcon} className={css.arrow} />}
      </button>
      <Edge label={t('width', { column: column.label })} width={width - blank} onResize={(next) => onResize(column.key, next)} />
    </div>
  );
}

const narrowest = 64;
const widest = 640;
const step = 16;

/** The right edge of a head: pulled, moved by arrows, set back by a double click. */
function Edge({ label, width, onResize }: { label: string; width: number; onResize: (width: number | undefined) => void }) {
  const pull = useRef<{ x: number; width: number }>(undefined);
  const set = (next: number) => onResize(Math.round(Math.max(narrowest, Math.min(next, widest))));
  const down = (e: PointerEvent<HTMLDivElement>) => {
    pull.current = { x: e.clientX, width };
    e.currentTarget.setPointerCapture(e.pointerId);
  };
  const move = (e: PointerEvent) => {
    if (pull.current !== undefined) set(pull.current.width + e.clientX - pull.current.x);
  };
  const key = (e: KeyboardEvent) => {
    const by = e.key === 'ArrowLeft' ? -step : e.key === 'ArrowRight' ? step : 0;
    if (by === 0) return;
    e.preventDefault();
    set(width + by);
  };
  return (
    // A separator that can be focused and moved is a control (ARIA "window splitter").
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
      tabIndex={0}
      className={css.edge}
      onPointerDown={down}
      onPointerMove={move}
      onPointerUp={() => (pull.current = undefined)}
      onDoubleClick={() => onResize(undefined)}
      onKeyDown={key}
    />
  );
}
