import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { authorizations } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import type { AuthorizationCalls } from '@/components/source/authorizations-dialog';
import { openAddress } from './use-sources';

/** The authorizations of a source; of all of them for "". */
export function useAuthorizations(source: string) {
  return useQuery({ queryKey: keys.authorizations(source), queryFn: () => authorizations.List(source) });
}

/** What the pop-up of authorizations asks for. */
export function useAuthorizationCalls(): AuthorizationCalls {
  const queries = useQueryClient();
  return useMemo(() => {
    const renewing = async <T>(call: Promise<T>): Promise<T> => {
      try {
        return await call;
      } finally {
        await Promise.all([keys.allAuthorizations, keys.configurations].map((queryKey) => queries.invalidateQueries({ queryKey })));
      }
    };
    return {
      save: (input) => renewing(authorizations.Save(input)),
      check: (id) => renewing(authorizations.Check(id)),
      rename: (id, name) => renewing(authorizations.Rename(id, name)),
      remove: (id) => renewing(authorizations.Delete(id)),
      open: openAddress,
    };
  }, [queries]);
}
