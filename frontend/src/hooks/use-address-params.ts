import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

interface AddressParams {
  get: (key: string) => string;
  has: (key: string) => boolean;
  /** "" takes a part away. With `isStep`, Back returns to what was looked at before. */
  set: (changes: Record<string, string>, isStep?: boolean) => void;
}

/** What of a page is looked at. It stands in the page's address, so that Back to the page returns to it. */
export function useAddressParams(): AddressParams {
  const [params, setParams] = useSearchParams();
  const set = useCallback(
    (changes: Record<string, string>, isStep = false) =>
      setParams(
        (was) => {
          const next = new URLSearchParams(was);
          for (const [key, value] of Object.entries(changes)) {
            if (value === '') next.delete(key);
            else next.set(key, value);
          }
          return next;
        },
        { replace: !isStep },
      ),
    [setParams],
  );
  return { get: (key) => params.get(key) ?? '', has: (key) => params.has(key), set };
}
