import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** What of a page is looked at. It stands in the page's address, so that Back returns to it; "" takes a part away. */
export function useAddressParams(): { get: (key: string) => string; set: (changes: Record<string, string>) => void } {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (changes: Record<string, string>) =>
      setParams(
        (was) => {
          const next = new URLSearchParams(was);
          for (const [key, value] of Object.entries(changes)) {
            if (value === '') next.delete(key);
            else next.set(key, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return { get: (key) => params.get(key) ?? '', set };
}
