import { useMutation, useQueryClient } from '@tanstack/react-query';
import { integrations, transfers } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import type { api } from '@/bridge/types';

function useRenewing<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient();
  const renew = () => Promise.all([keys.integrations, keys.configurations, keys.overview, keys.status, keys.settings].map((queryKey) => queries.invalidateQueries({ queryKey })));
  return useMutation({ mutationFn, onSettled: renew });
}

/** Saves an integration; a new one has no id yet. */
export function useSaveIntegration() {
  return useRenewing((input: api.IntegrationInput) => integrations.Save(input));
}

export function useRemoveIntegration() {
  return useRenewing((id: string) => integrations.Delete(id));
}

/** Makes what has changed about the fields of a data type known. */
export function useDismissChanges() {
  const { mutateAsync } = useRenewing((transfer: string) => transfers.DismissFieldChanges(transfer));
  return mutateAsync;
}

/** What a gear or a foot bar can ask for. Each is one call; the events of Go bring the news. */
export function useIntegrationActions(onError: (error: unknown) => void) {
  const { mutate, isPending } = useRenewing((call: () => Promise<unknown>) => call());
  const start = (call: () => Promise<unknown>) => mutate(call, { onError });
  return {
    isPending,
    activate: (id: string) => start(() => integrations.Activate(id)),
    deactivate: (id: string) => start(() => integrations.Deactivate(id)),
    syncNow: (id: string) => start(() => integrations.SyncNow(id, false)),
    readAgain: (id: string) => start(() => integrations.SyncNow(id, true)),
    pause: (id: string, minutes: number) => start(() => integrations.Pause(id, minutes)),
    resume: (id: string) => start(() => integrations.Resume(id)),
    decide: (id: string, allow: boolean) => start(() => integrations.Decide(id, allow)),
    cancel: (id: string) => start(() => integrations.Cancel(id)),
  };
}
