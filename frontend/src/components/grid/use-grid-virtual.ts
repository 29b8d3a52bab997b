import { observeElementOffset, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { rowHeight } from './grid-types';

/** Beyond some 16 million pixels browsers place things inexactly; a longer table scrolls in proportion. */
const tallest = 16_000_000;
const assumed = { width: 1000, height: 600 };

interface Options {
  scroller: RefObject<HTMLDivElement | null>;
  rowCount: number;
  /** The first stands still. */
  widths: number[];
  headHeight: number;
}

/** Which rows and columns are drawn, and where. */
export function useGridVirtual({ scroller, rowCount, widths, headHeight }: Options) {
  const full = rowCount * rowHeight;
  const height = Math.min(full, tallest);
  const [seen, setSeen] = useState(assumed.height);
  const view = seen - headHeight;
  const scale = height < full ? (full - view) / (height - view) : 1;
  const scaleNow = useRef(scale);
  useEffect(() => {
    scaleNow.current = scale;
  }, [scale]);

  const rows = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: headHeight,
    initialRect: assumed,
    observeElementOffset: (instance, tell) => observeElementOffset(instance, (offset, isScrolling) => tell(offset * scaleNow.current, isScrolling)),
  });
  const [frozen = 0, ...others] = widths;
  const columns = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    horizontal: true,
    count: others.length,
    getScrollElement: () => scroller.current,
    estimateSize: (i) => others[i] ?? 0,
    overscan: 2,
    paddingStart: frozen,
    scrollPaddingStart: frozen,
    initialRect: assumed,
  });
  const shape = widths.join(' ');
  useEffect(() => columns.measure(), [columns, shape]);

  const measured = rows.scrollRect?.height ?? assumed.height;
  useEffect(() => setSeen(measured), [measured]);
  useGentleWheel(scroller, scale);
  const offset = rows.scrollOffset ?? 0;
  // In proportion, a row stands as far from the top of the view as it would without.
  const shift = scale === 1 ? 0 : offset - offset / scale;
  return {
    rows, columns, height,
    topOf: (start: number) => Math.round(start - headHeight - shift),
    viewWidth: columns.scrollRect?.width ?? assumed.width,
    pageRows: Math.max(1, Math.floor(view / rowHeight) - 1),
    /** Scrolls as little as is needed to see a row. */
    showRow: (row: number) => {
      const box = scroller.current;
      if (box === null) return;
      const top = row * rowHeight;
      const now = box.scrollTop * scale;
      if (top < now) box.scrollTop = top / scale;
      else if (top + rowHeight > now + view) box.scrollTop = Math.ceil((top + rowHeight - view) / scale);
    },
  };
}

/** A turn of the wheel moves as many rows in a huge table as in a small one. */
function useGentleWheel(scroller: RefObject<HTMLDivElement | null>, scale: number): void {
  useEffect(() => {
    const box = scroller.current;
    if (box === null || scale === 1) return undefined;
    let rest = 0;
    const turn = (e: WheelEvent) => {
      if (e.ctrlKey || e.deltaY === 0) return;
      e.preventDefault();
      const wanted = e.deltaY / scale + rest;
      rest = wanted - Math.trunc(wanted);
      box.scrollBy({ top: Math.trunc(wanted), left: e.deltaX, behavior: 'instant' });
    };
    box.addEventListener('wheel', turn, { passive: false });
    return () => box.removeEventListener('wheel', turn);
  }, [scroller, scale]);
}
