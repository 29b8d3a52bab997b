import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { integrations } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import type { api } from '@/bridge/types';

/** The last dry run of this integration while the window is open, and how to do one. */
export function useDryRun(integration: string) {
  const queries = useQueryClient();
  // Never fetched by itself: a dry run reads the whole service, so only the person starts one.
  const { data: report } = useQuery<api.DryRunReport>({ queryKey: keys.dryRun(integration), queryFn: () => integrations.DryRun(integration), enabled: false, gcTime: Infinity });
  const run = useMutation({
    mutationFn: () => integrations.DryRun(integration),
    onSuccess: (done) => queries.setQueryData(keys.dryRun(integration), done),
  });
  return { report, start: () => run.mutate(), isRunning: run.isPending, error: run.error };
}
