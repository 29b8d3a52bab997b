import { type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type ThingMenu, useContextMenu } from '@/components/ui/context-menu';
import css from './data-grid.module.css';
import { GridHead, placeOf, type Slot } from './grid-head';
import { type GridCell, type GridColumn, type GridPlace, type GridRange, type GridSort, isInside, rowHeight } from './grid-types';
import { useCellNavigation } from './use-cell-navigation';
import { useGridVirtual } from './use-grid-virtual';
import { useGridScroll } from './use-grid-scroll';

interface Props {
  label: string;
  /** The first stands still while the others scroll. */
  columns: GridColumn[];
  rowCount: number;
  /** Undefined while the row is on its way. */
  cellOf: (row: number, column: number) => GridCell | undefined;
  sort?: GridSort | undefined;
  onSort: (key: string) => void;
  /** Undefined width: as wide as it was by itself. */
  onResize: (key: string, width: number | undefined) => void;
  filterOf?: (column: GridColumn) => ReactNode;
  openRow?: number | undefined;
  onOpen: (place: GridPlace) => void;
  onMove?: (place: GridPlace) => void;
  onCopy: (range: GridRange) => void;
  /** What can be done with a row and the cells that are marked: a right click, and the menu key. */
  menuOf: (place: GridPlace, range: GridRange) => ThingMenu;
  /** Which rows are drawn, so that they can be asked for. */
  onShow: (first: number, last: number) => void;
  /** Stands where the rows would: nothing fits, an error. */
  instead?: ReactNode;
  isBusy?: boolean;
  /** What is shown; when it changes, the grid returns to its top. */
  subject: string;
}

/** Rows and columns without number: frozen first column, sorting, resizing, filters, cells that are moved through and copied as in a spreadsheet. */
export function DataGrid({ label, columns, rowCount, cellOf, sort, onSort, onResize, filterOf, openRow, onOpen, onMove, onCopy, menuOf, onShow, instead, isBusy = false, subject }: Props) {
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const headHeight = filterOf === undefined ? rowHeight : 2 * rowHeight;
  const virtual = useGridVirtual({ scroller, rowCount, widths: columns.map((c) => c.width), headHeight });
  useGridScroll(scroller, subject);
  const show = ({ row, column }: GridPlace) => {
    virtual.showRow(row);
    scroller.current?.scrollIntoView({ block: 'nearest' });
    if (column > 0) virtual.columns.scrollToIndex(column - 1);
  };
  const { contextMenu, openAt } = useContextMenu();
  const cellID = ({ row, column }: GridPlace) => `${id}-${String(row)}-${String(column)}`;
  const onMenu = (place: GridPlace, marked: GridRange, pointer: MouseEvent | undefined) => {
    // The active cell may be scrolled away; then its menu opens at the grid.
    const cell = pointer ?? (document.getElementById(cellID(place)) ?? scroller.current)?.getBoundingClientRect();
    if (cell !== undefined) openAt(cell, menuOf(place, marked));
  };
  const { active, range, handlers } = useCellNavigation({ rowCount, columnCount: columns.length, pageRows: virtual.pageRows, show, onMove, onOpen, onCopy, onMenu });

  const drawn = virtual.rows.getVirtualItems();
  const first = drawn[0]?.index ?? 0;
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => onShow(first, last), [onShow, first, last]);

  const total = columns.reduce((sum, c) => sum + c.width, 0);
  const width = Math.max(total, virtual.viewWidth);
  const slots = slotsOf(columns, virtual.columns.getVirtualItems(), width - total);
  const headRows = filterOf === undefined ? 1 : 2;
  return (
    <div
      ref={scroller}
      role="grid"
      tabIndex={0}
      aria-label={label}
      aria-rowcount={rowCount + headRows}
      aria-colcount={columns.length}
      aria-multiselectable
      aria-busy={isBusy}
      aria-activedescendant={active === undefined ? undefined : cellID(active)}
      className={css.grid}
      {...handlers}
    >
      <GridHead slots={slots} width={width} sort={sort} onSort={onSort} onResize={onResize} filterOf={filterOf} />
      {instead === undefined ? (
        <div role="rowgroup" className={css.rows} style={{ width, height: virtual.height }}>
          {drawn.map((item) => (
            <div key={item.index} role="row" aria-rowindex={item.index + headRows + 1} className={css.row} data-open={item.index === openRow || undefined} style={{ top: virtual.topOf(item.start), width }}>
              {slots.map((slot) => (
                <Cell key={slot.column.key} id={cellID({ row: item.index, column: slot.index })} row={item.index} slot={slot} cell={cellOf(item.index, slot.index)} isActive={active?.row === item.index && active.column === slot.index} isMarked={range !== undefined && isInside(range, { row: item.index, column: slot.index })} />
              ))}
            </div>
          ))}
        </div>
      ) : (
        <div role="rowgroup" className={css.instead}>
          <div role="row">
            <div role="gridcell">{instead}</div>
          </div>
        </div>
      )}
      {contextMenu}
    </div>
  );
}

/** The columns that are drawn; what room is left belongs to the last one. Numbers stay where they would stand without it. */
function slotsOf(columns: GridColumn[], items: { index: number; start: number; size: number }[], spare: number): Slot[] {
  const [frozen, ...others] = columns;
  if (frozen === undefined) return [];
  const rest = items.flatMap((item) => {
    const column = others[item.index];
    const isLast = item.index === others.length - 1;
    const room = isLast ? spare : 0;
    return column === undefined ? [] : [{ column, index: item.index + 1, left: item.start, width: column.width + room, blank: column.align === 'right' ? room : 0 }];
  });
  return [{ column: frozen, index: 0, width: frozen.width + (others.length === 0 ? spare : 0), blank: 0 }, ...rest];
}

interface CellProps {
  id: string;
  row: number;
  slot: Slot;
  cell: GridCell | undefined;
  isActive: boolean;
  isMarked: boolean;
}

function Cell({ id, row, slot: { column, index, left, width, blank }, cell, isActive, isMarked }: CellProps) {
  const { t } = useTranslation('grid');
  return (
    <div
      id={id}
      role="gridcell"
      aria-colindex={index + 1}
      aria-selected={isMarked}
      className={left === undefined ? css.frozen : css.cell}
      data-row={row}
      data-column={index}
      data-align={column.align}
      data-active={isActive || undefined}
      data-marked={isMarked || undefined}
      data-changed={cell?.isChanged === true || undefined}
      data-empty={cell?.isEmpty === true || undefined}
      style={placeOf(left, width, blank)}
      title={cell?.title}
    >
      {cell === undefined ? (
        <span className={css.loading}>
          <span className="visually-hidden">{t('loadingCell')}</span>
        </span>
      ) : (
        <>
          <span className={css.value}>{cell.content}</span>
          {cell.isChanged === true && (
            <span className={css.dot}>
              <span className="visually-hidden">{t('changed')}</span>
            </span>
          )}
          {cell.mark}
        </>
      )}
    </div>
  );
}
