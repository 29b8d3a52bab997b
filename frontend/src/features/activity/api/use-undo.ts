import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { activity } from '@/bridge/client';
import { keys } from '@/bridge/keys';

/** What taking a run back would do now; asked for anew each time the dialog opens. */
export function useUndoPreview(run: string, enabled: boolean) {
  return useQuery({ queryKey: keys.undo(run), queryFn: () => activity.UndoPreview(run), enabled, gcTime: 0, staleTime: 0, retry: false });
}

export function useUndo() {
  const queries = useQueryClient();
  const renew = () => Promise.all([keys.activity, keys.overview, keys.integrations, keys.project].map((queryKey) => queries.invalidateQueries({ queryKey })));
  return useMutation({ mutationFn: ({ run, pause }: { run: string; pause: boolean }) => activity.Undo(run, pause), onSettled: renew });
}
