import { useSearchParams } from 'react-router';

/** Filters in the address of the page, so that Back returns to them. "" takes one away. */
export function useParams(): { get: (key: string) => string; set: (changes: Record<string, string>) => void } {
  const [params, setParams] = useSearchParams();
  return {
    get: (key) => params.get(key) ?? '',
    set: (changes) =>
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
  };
}
