import { type RefObject, useEffect, useRef } from 'react';
import { useLocation } from 'react-router';

const places = new Map<string, number>();

/** Keeps where a page was scrolled to, so that going back returns there. */
export function useKeptScroll(): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  const { key, pathname, search } = useLocation();
  const place = `${key} ${pathname}${search}`;
  useEffect(() => {
    const box = ref.current;
    if (box === null) return undefined;
    box.scrollTop = places.get(place) ?? 0;
    const note = () => places.set(place, box.scrollTop);
    box.addEventListener('scroll', note, { passive: true });
    return () => box.removeEventListener('scroll', note);
  }, [place]);
  return ref;
}
