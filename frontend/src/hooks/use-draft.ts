import { useCallback, useState } from 'react';

const prefix = 'draft:';

function read(key: string): unknown {
  const raw = localStorage.getItem(prefix + key);
  if (raw === null) return undefined;
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    // A draft that cannot be read is worth less than a form that opens.
    return undefined;
  }
}

/**
 * State of a form that survives leaving the page and closing the window. Pass `secret` values through ordinary
 * state instead: drafts rest in clear in the window's own storage.
 */
export function useDraft<T>(key: string, initial: T): { value: T; set: (next: T | ((was: T) => T)) => void; forget: () => void; isDraft: boolean } {
  const [state, setState] = useState(() => {
    // Written by this hook under this key, so it has the form's own shape.
    const kept = read(key) as T | undefined;
    return { key, value: kept ?? initial, isDraft: kept !== undefined };
  });
  const set = useCallback(
    (next: T | ((was: T) => T)) =>
      setState((was) => {
        const value = typeof next === 'function' ? (next as (was: T) => T)(was.value) : next;
        localStorage.setItem(prefix + key, JSON.stringify(value));
        return { key, value, isDraft: true };
      }),
    [key],
  );
  const forget = useCallback(() => {
    localStorage.removeItem(prefix + key);
    setState((was) => ({ ...was, isDraft: false }));
  }, [key]);
  return { value: state.value, set, forget, isDraft: state.isDraft };
}
