import { type RefObject, useEffect, useRef } from 'react';

const places = new Map<string, { top: number; left: number }>();

/** Keeps where a grid was scrolled to; another subject begins at its top. */
export function useGridScroll(scroller: RefObject<HTMLDivElement | null>, subject: string): void {
  const shown = useRef<string>(undefined);
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return undefined;
    const isFirst = shown.current === undefined;
    const kept = isFirst ? places.get(subject) : undefined;
    if (kept !== undefined) box.scrollTo({ top: kept.top, left: kept.left });
    else if (!isFirst && shown.current !== subject) box.scrollTo({ top: 0 });
    shown.current = subject;
    const note = () => places.set(subject, { top: box.scrollTop, left: box.scrollLeft });
    box.addEventListener('scroll', note, { passive: true });
    return () => box.removeEventListener('scroll', note);
  }, [scroller, subject]);
}
