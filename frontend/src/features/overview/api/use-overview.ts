import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { app, configurations, integrations } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import type { api } from '@/bridge/types';
import { toastProblem } from '@/components/ui/toast';

// "Next in 11 minutes" is a time and needs no new answer, but the day changes at midnight.
const everyMs = 10 * 60_000;

export function useOverview() {
  return useQuery({ queryKey: keys.overview, queryFn: app.Overview, refetchInterval: everyMs });
}

/** Whether nothing was ever set up here, by hand or by a file; undefined until it is known. What cannot be asked is taken for used. */
export function useIsNew(overview: api.Overview | undefined): boolean | undefined {
  const isEmpty = overview?.integrations.length === 0;
  const { data, isError } = useQuery({ queryKey: keys.configurations, queryFn: configurations.List, enabled: isEmpty });
  if (overview === undefined) return undefined;
  if (!isEmpty || isError) return false;
  return data === undefined ? undefined : data.length === 0;
}

/** What can be done with an integration from its row. */
export function useQuickActions() {
  const queries = useQueryClient();
  const renew = () => Promise.all([keys.overview, keys.status, keys.integrations].map((queryKey) => queries.invalidateQueries({ queryKey })));
  const { mutate } = useMutation({ mutationFn: (call: () => Promise<unknown>) => call(), onError: toastProblem, onSettled: renew });
  return {
    syncNow: (id: string) => mutate(() => integrations.SyncNow(id, false)),
    cancel: (id: string) => mutate(() => integrations.Cancel(id)),
    pause: (id: string, minutes: number) => mutate(() => integrations.Pause(id, minutes)),
    resume: (id: string) => mutate(() => integrations.Resume(id)),
    decide: (id: string, allow: boolean) => mutate(() => integrations.Decide(id, allow)),
  };
}
