import { useMutation, useQueryClient } from '@tanstack/react-query';
import { transfers } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import { toastProblem } from '@/components/ui/toast';

function useRenew() {
  const queries = useQueryClient();
  return () => Promise.all([keys.configurations, keys.integrations, keys.project, keys.overview].map((queryKey) => queries.invalidateQueries({ queryKey })));
}

/** Adds a data type to a source configuration, Inactive. */
export function useAddTransfer(configuration: string) {
  const renew = useRenew();
  return useMutation({ mutationFn: (dataType: string) => transfers.Add(configuration, dataType), onSettled: renew });
}

/** What the gear of a data transfer asks for. */
export function useTransferActions() {
  const renew = useRenew();
  const { mutate } = useMutation({ mutationFn: (call: () => Promise<unknown>) => call(), onSettled: renew, onError: toastProblem });
  return {
    activate: (id: string) => mutate(() => transfers.Activate(id)),
    deactivate: (id: string) => mutate(() => transfers.Deactivate(id)),
    remove: async (id: string) => {
      await transfers.Remove(id);
      await renew();
    },
    dismissChanges: async (id: string) => {
      await transfers.DismissFieldChanges(id);
      await renew();
    },
  };
}
