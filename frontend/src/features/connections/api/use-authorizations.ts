import { useQuery } from '@tanstack/react-query';
import { authorizations } from '@/bridge/client';
import { keys } from '@/bridge/keys';

export { useAuthorizationCalls, useAuthorizationsOf } from '@/bridge/use-sign-in';

/** The authorizations of a source; of all of them for "". */
export function useAuthorizations(source: string) {
  return useQuery({ queryKey: keys.authorizations(source), queryFn: () => authorizations.List(source) });
}
