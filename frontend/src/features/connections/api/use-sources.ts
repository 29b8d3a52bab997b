import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { sources } from '@/bridge/client';
import { keys } from '@/bridge/keys';

export { useSourceSpec } from '@/bridge/use-sign-in';

export function useSources() {
  return useQuery({ queryKey: keys.sources, queryFn: sources.List });
}

/** The system's window for a folder or one file; "" when nothing was chosen. */
export const choosePath = (folder: boolean): Promise<string> => sources.ChoosePath(folder);

/** Chooses a manifest file and tells what it offers; undefined when nothing was chosen. */
export function useInspectManifest() {
  return useMutation({
    mutationFn: async () => {
      const path = await sources.ChooseManifest();
      return path === '' ? undefined : sources.InspectManifest(path);
    },
  });
}

export function useLoadManifest() {
  const queries = useQueryClient();
  return useMutation({ mutationFn: (path: string) => sources.LoadManifest(path), onSuccess: () => queries.invalidateQueries({ queryKey: keys.sources }) });
}
