import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { app, integrations } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import { toastProblem } from '@/components/ui/toast';

// "Next in 11 minutes" is a time and needs no new answer, but the day changes at midnight.
const everyMs = 10 * 60_000;

export function useOverview() {
  return useQuery({ queryKey: keys.overview, queryFn: app.Overview, refetchInterval: everyMs });
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
