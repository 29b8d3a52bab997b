import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { authorizations } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import * as bridge from '@/bridge/use-sign-in';
import type { AuthorizationCalls } from '@/components/source/authorization-calls';
import { openAddress } from './use-sources';

export { useSignIn } from '@/bridge/use-sign-in';

/** The authorizations of a source; of all of them for "". */
export function useAuthorizations(source: string) {
  return useQuery({ queryKey: keys.authorizations(source), queryFn: () => authorizations.List(source) });
}

/** What the pop-up of authorizations asks for. */
export function useAuthorizationCalls(): AuthorizationCalls {
  const calls = bridge.useAuthorizationCalls();
  return useMemo(() => ({ ...calls, open: openAddress }), [calls]);
}
