import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { liveExport } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import { toastProblem } from '@/components/ui/toast';

export { pickPath } from '@/bridge/pick-path';

export function useLiveExport() {
  return useQuery({ queryKey: keys.liveExport, queryFn: liveExport.Get });
}

/** What a person chooses; an empty folder switches it off, no tables mean all. */
export interface Choice {
  folder: string;
  format: string;
  tables: string[];
}

export function useChooseLiveExport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ folder, format, tables }: Choice) => liveExport.Choose(folder, format, tables),
    onSuccess: (now) => queries.setQueryData(keys.liveExport, now),
  });
}

/** Has everything written now that is not the newest. */
export function useWriteNow() {
  const { mutate } = useMutation({ mutationFn: liveExport.Retry, onError: toastProblem });
  return () => mutate();
}

export function useOpenLiveExport() {
  const { mutate } = useMutation({ mutationFn: liveExport.OpenFolder, onError: toastProblem });
  return () => mutate();
}
