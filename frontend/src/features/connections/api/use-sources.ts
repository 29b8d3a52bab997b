import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { app, sources } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import { toastProblem } from '@/components/ui/toast';

export function useSources() {
  return useQuery({ queryKey: keys.sources, queryFn: sources.List });
}

/** The forms and the guide of one integration source. */
export function useSourceSpec(source: string) {
  return useQuery({ queryKey: keys.sourceSpec(source), queryFn: () => sources.Spec(source), enabled: source !== '' });
}

/** The system's window for a folder or one file; "" when nothing was chosen. */
export const choosePath = (folder: boolean): Promise<string> => sources.ChoosePath(folder);

/** Opens an address in the browser. */
export function openAddress(address: string): void {
  app.OpenAddress(address).catch(toastProblem);
}

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
