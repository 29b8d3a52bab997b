import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import { asksForMenu } from '@/components/ui/context-menu';
import { type GridPlace, type GridRange, isInside, rangeOf } from './grid-types';

interface Options {
  rowCount: number;
  columnCount: number;
  pageRows: number;
  show: (place: GridPlace) => void;
  onMove?: ((place: GridPlace) => void) | undefined;
  onOpen: (place: GridPlace) => void;
  onCopy: (range: GridRange) => void;
  /** The menu of a cell and what is marked with it; without a pointer the keyboard asked. */
  onMenu: (place: GridPlace, range: GridRange, pointer: MouseEvent | undefined) => void;
}

function placeOf(target: EventTarget): GridPlace | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[data-row]') : null;
  return cell === null ? undefined : { row: Number(cell.dataset.row), column: Number(cell.dataset.column) };
}

const isControl = (target: EventTarget): boolean => target instanceof Element && target.closest('button, a, input') !== null;

/** One active cell and a rectangle around it, moved by keys and mouse as in a spreadsheet. */
export function useCellNavigation({ rowCount, columnCount, pageRows, show, onMove, onOpen, onCopy, onMenu }: Options) {
  const [active, setActive] = useState<GridPlace>();
  const [anchor, setAnchor] = useState<GridPlace>();
  const at = active ?? { row: 0, column: 0 };
  const clamp = ({ row, column }: GridPlace): GridPlace => ({ row: Math.max(0, Math.min(row, rowCount - 1)), column: Math.max(0, Math.min(column, columnCount - 1)) });

  const go = (place: GridPlace, isExtending: boolean) => {
    const next = clamp(place);
    setActive(next);
    setAnchor(isExtending ? (anchor ?? at) : next);
    show(next);
    onMove?.(next);
  };
  const last = { row: rowCount - 1, column: columnCount - 1 };

  const target = (key: string, isWhole: boolean): GridPlace | undefined => {
    const { row, column } = at;
    switch (key) {
      case 'ArrowUp':
        return { row: isWhole ? 0 : row - 1, column };
      case 'ArrowDown':
        // The first key that reaches a grid without an active cell makes one.
        return active === undefined ? at : { row: isWhole ? last.row : row + 1, column };
      case 'ArrowLeft':
        return { row, column: isWhole ? 0 : column - 1 };
      case 'ArrowRight':
        return { row, column: isWhole ? last.column : column + 1 };
      case 'Home':
        return { row: isWhole ? 0 : row, column: 0 };
      case 'End':
        return { row: isWhole ? last.row : row, column: last.column };
      case 'PageUp':
        return { row: row - pageRows, column };
      case 'PageDown':
        return { row: row + pageRows, column };
      default:
        return undefined;
    }
  };

  const onKeyDown = (e: KeyboardEvent<HTMLElement>) => {
    // Heads and filters inside the grid have keys of their own.
    if (e.target !== e.currentTarget || rowCount === 0) return;
    const isWhole = e.ctrlKey || e.metaKey;
    const next = target(e.key, isWhole);
    if (next !== undefined) go(next, e.shiftKey);
    else if (e.key === 'Enter' && active !== undefined) onOpen(active);
    else if (isWhole && e.key.toLowerCase() === 'c' && active !== undefined) onCopy(rangeOf(anchor ?? active, active));
    else if (asksForMenu(e) && active !== undefined) onMenu(active, rangeOf(anchor ?? active, active), undefined);
    else if (isWhole && e.key.toLowerCase() === 'a') {
      setAnchor({ row: 0, column: 0 });
      setActive(last);
    } else return;
    e.preventDefault();
  };

  const onMouseDown = (e: MouseEvent) => {
    const place = placeOf(e.target);
    if (place === undefined || e.button !== 0 || isControl(e.target)) return;
    setActive(place);
    setAnchor(e.shiftKey ? (anchor ?? at) : place);
    onMove?.(place);
  };
  const onMouseOver = (e: MouseEvent) => {
    const place = placeOf(e.target);
    if (e.buttons === 1 && place !== undefined && anchor !== undefined && !isControl(e.target)) setActive(place);
  };
  const onClick = (e: MouseEvent) => {
    const place = placeOf(e.target);
    const isOneCell = active === undefined || anchor === undefined || (active.row === anchor.row && active.column === anchor.column);
    // The name of a row opens it; other cells can be marked and copied first.
    if (place?.column === 0 && isOneCell && !e.shiftKey && !isControl(e.target)) onOpen(place);
  };
  const onDoubleClick = (e: MouseEvent) => {
    const place = placeOf(e.target);
    if (place !== undefined && !isControl(e.target)) onOpen(place);
  };

  const onContextMenu = (e: MouseEvent) => {
    const place = placeOf(e.target);
    if (place === undefined) return;
    e.preventDefault();
    const marked = active === undefined ? undefined : rangeOf(anchor ?? active, active);
    if (marked !== undefined && isInside(marked, place)) onMenu(place, marked, e);
    else {
      // Outside of what is marked, the menu is about that cell alone.
      setActive(place);
      setAnchor(place);
      onMenu(place, rangeOf(place, place), e);
    }
  };

  return { active, range: active === undefined ? undefined : rangeOf(anchor ?? active, active), handlers: { onKeyDown, onMouseDown, onMouseOver, onClick, onDoubleClick, onContextMenu } };
}
