import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { app, authorizations, sources } from './client';
import { keys } from './keys';
import { type api, domain } from './types';

const pollMs = 5000;
const { waiting, finishing } = domain.SignInState;

const isUnderWay = (state: domain.SignInState): boolean => state === waiting || state === finishing;

/** A sign-in under way, or how the last one ended. */
export interface SignIn {
  flow: api.SignInFlow;
  progress: api.SignInProgress;
}

/** What the pop-up of authorizations asks of the program, as several features show it; each call renews what it changed. */
export function useAuthorizationCalls() {
  const queries = useQueryClient();
  return useMemo(() => {
    const renewing = async <T>(call: Promise<T>): Promise<T> => {
      try {
        return await call;
      } finally {
        await Promise.all([keys.allAuthorizations, keys.configurations, keys.integrations, keys.overview].map((queryKey) => queries.invalidateQueries({ queryKey })));
      }
    };
    // A second sign-in at one service takes the place of the first: the person cannot be at both pages.
    const begin = async (source: string, call: () => Promise<api.SignInFlow>): Promise<void> => {
      const before = queries.getQueryData<api.SignInFlow | null>(keys.signIn(source));
      // An answer on its way that there is none would take this one away.
      await queries.cancelQueries({ queryKey: keys.signIn(source) });
      if (before !== undefined && before !== null) await authorizations.CancelSignIn(before.id);
      queries.setQueryData(keys.signIn(source), null);
      queries.setQueryData(keys.signIn(source), await renewing(call()));
    };
    return {
      open: (address: string) => app.OpenAddress(address),
      save: (input: api.AuthorizationInput) => renewing(authorizations.Save(input)),
      check: (id: string) => renewing(authorizations.Check(id)),
      rename: (id: string, name: string) => renewing(authorizations.Rename(id, name)),
      remove: (id: string) => renewing(authorizations.Delete(id)),
      revoke: (id: string) => renewing(authorizations.Revoke(id)),
      startSignIn: (input: api.AuthorizationInput) => begin(input.source, () => authorizations.StartSignIn(input)),
      signInAgain: (one: api.Authorization) => begin(one.source.id, () => authorizations.Reauthorize(one.id)),
      bringBack: async (flow: string, address: string) => {
        await authorizations.BringBack(flow, address);
        await queries.invalidateQueries({ queryKey: keys.signInProgress(flow) });
      },
      cancelSignIn: async (flow: string) => {
        await authorizations.CancelSignIn(flow);
        await queries.invalidateQueries({ queryKey: keys.signInProgress(flow) });
      },
      /** It succeeded: what it made is fetched, and it is over. */
      settleSignIn: async (source: string) => {
        await queries.invalidateQueries({ queryKey: keys.allAuthorizations });
        queries.setQueryData(keys.signIn(source), null);
      },
    };
  }, [queries]);
}

/** The sign-in at a source; it goes on while the pop-up, or the window, is closed. */
export function useSignIn(source: string): SignIn | undefined {
  // Asked once: only this window begins sign-ins, but it may have been closed and opened in the middle of one.
  const { data: flow = null } = useQuery<api.SignInFlow | null>({ queryKey: keys.signIn(source), queryFn: async () => (await authorizations.WaitingSignIns(source)).at(-1) ?? null, enabled: source !== '', staleTime: Infinity, gcTime: Infinity });
  const { data: progress, isError } = useQuery({
    queryKey: keys.signInProgress(flow?.id ?? ''),
    queryFn: () => authorizations.SignInProgress(flow?.id ?? ''),
    enabled: flow !== null,
    // Events tell it at once; asking now and then survives one that was lost, and a window that comes back asks too.
    refetchOnWindowFocus: 'always',
    refetchInterval: (query) => (query.state.data === undefined || isUnderWay(query.state.data.state) ? pollMs : false),
  });
  if (flow === null) return undefined;
  const known = progress ?? { flow: flow.id, authorization: flow.authorization, state: waiting };
  // The program has forgotten a sign-in that is long over: nobody waits for it any more.
  return { flow, progress: isError && isUnderWay(known.state) ? { ...known, state: domain.SignInState.timed_out } : known };
}

/** The forms and the guide of one integration source. */
export function useSourceSpec(source: string) {
  return useQuery({ queryKey: keys.sourceSpec(source), queryFn: () => sources.Spec(source), enabled: source !== '' });
}

/** All that the pop-up of authorizations shows of one source. */
export function useAuthorizationsOf(source: string) {
  const calls = useAuthorizationCalls();
  const { data: list, error, refetch } = useQuery({ queryKey: keys.authorizations(source), queryFn: () => authorizations.List(source), enabled: source !== '' });
  const { data: spec, error: specError, refetch: refetchSpec } = useSourceSpec(source);
  const signIn = useSignIn(source);
  return { calls, authorizations: list, spec, signIn, error: error ?? specError, onRetry: () => void Promise.all([refetch(), refetchSpec()]) };
}
