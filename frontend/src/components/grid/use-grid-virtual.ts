import { elementScroll, observeElementOffset, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { rowHeight } from './grid-types';

/** Browsers draw nothing beyond some 33 million pixels; a longer table scrolls in proportion. */
const tallest = 32_000_000;
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
  const [view, setView] = useState(assumed.height);
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
    scrollPaddingStart: headHeight,
    initialRect: assumed,
    observeElementOffset: (instance, tell) => observeElementOffset(instance, (offset, isScrolling) => tell(offset * scaleNow.current, isScrolling)),
    scrollToFn: (offset, options, instance) => elementScroll(offset / scaleNow.current, options, instance),
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

  const seen = rows.scrollRect?.height ?? assumed.height;
  useEffect(() => setView(seen), [seen]);
  const offset = rows.scrollOffset ?? 0;
  // In proportion, a row stands as far from the top of the view as it would without.
  const shift = scale === 1 ? 0 : offset - offset / scale;
  return { rows, columns, height, topOf: (start: number) => start - headHeight - shift, viewWidth: columns.scrollRect?.width ?? assumed.width, pageRows: Math.max(1, Math.floor((seen - headHeight) / rowHeight) - 1) };
}
