import { type RefObject, useEffect, useRef } from 'react';

const places = new Map<string, { top: number; left: number }>();

/** Keeps where a grid was scrolled to; another subject begins at its top. */
export function useGridScroll(scroller: RefObject<HTMLDivElement | null>, subject: string): void {
  const first = useRef(subject);
  const shown = useRef(subject);
  useEffect(() => {
    const kept = places.get(first.current);
    if (kept !== undefined) scroller.current?.scrollTo(kept);
  }, [scroller]);
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return undefined;
    if (shown.current !== subject) box.scrollTo({ top: 0 });
    shown.current = subject;
    const note = () => places.set(subject, { top: box.scrollTop, left: box.scrollLeft });
    box.addEventListener('scroll', note, { passive: true });
    return () => box.removeEventListener('scroll', note);
  }, [scroller, subject]);
}
