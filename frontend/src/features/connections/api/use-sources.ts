import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { sources } from '@/bridge/client';
import { keys } from '@/bridge/keys';

export { pickPath } from '@/bridge/pick-path';
export { useSourceSpec } from '@/bridge/use-sign-in';

export function useSources() {
  return useQuery({ queryKey: keys.sources, queryFn: sources.List });
}

/** Tells what a manifest file offers: the one given, or one that is chosen; undefined when nothing was chosen. */
export function useInspectManifest() {
  return useMutation({
    mutationFn: async (given?: string) => {
      const path = given ?? (await sources.ChooseManifest());
      return path === '' ? undefined : sources.InspectManifest(path);
    },
  });
}

export function useLoadManifest() {
  const queries = useQueryClient();
  return useMutation({ mutationFn: (path: string) => sources.LoadManifest(path), onSuccess: () => queries.invalidateQueries({ queryKey: keys.sources }) });
}
