import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { sources } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import type { api } from '@/bridge/types';

/** Where a manifest file is tried. */
export const tryAt = (path: string): string => `/configuration/try?${new URLSearchParams({ manifest: path }).toString()}`;

/** The system's window for a manifest file; "" when nothing was chosen. */
export function useChooseManifest() {
  return useMutation({ mutationFn: () => sources.ChooseManifest() });
}

/** What a manifest file offers and the form to try it with, as the file is now: whoever edits it comes back and tries again. */
export function useManifestForm(path: string) {
  return useQuery({ queryKey: keys.manifestForm(path), queryFn: () => sources.ManifestForm(path), enabled: path !== '', gcTime: 0, staleTime: 0, refetchOnWindowFocus: true });
}

/** Reads a few records by a manifest file that is not loaded. It ends when the page is left; what was typed is not kept. */
export function useTryManifest(path: string) {
  const queries = useQueryClient();
  const trying = useMutation({ mutationFn: (input: api.ManifestTry) => sources.TryManifest(input), gcTime: 0 });
  const cancelling = useMutation({ mutationFn: () => sources.CancelTry() });
  const { mutate: cancel } = cancelling;
  useEffect(() => () => cancel(), [cancel]);
  return {
    /** Reads the file again; undefined where it cannot be read. */
    readFile: () => queries.query({ queryKey: keys.manifestForm(path), queryFn: () => sources.ManifestForm(path), staleTime: 0 }).catch(() => undefined),
    start: trying.mutateAsync,
    trial: trying.data,
    error: trying.error,
    isTrying: trying.isPending,
    cancel,
    isCancelling: trying.isPending && cancelling.isSuccess,
    again: cancelling.reset,
  };
}
