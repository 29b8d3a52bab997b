import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { app, settings } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import type { api } from '@/bridge/types';
import { toastProblem } from '@/components/ui/toast';

export function useSettings() {
  return useQuery({ queryKey: keys.settings, queryFn: settings.Get });
}

export function useAbout() {
  return useQuery({ queryKey: keys.about, queryFn: settings.About });
}

/** Settings are saved as they are chosen; what was refused goes back to what is stored. */
export function useChangeSettings() {
  const queries = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: settings.Save,
    onSuccess: (saved) => queries.setQueryData(keys.settings, saved),
    onError: (error) => {
      toastProblem(error);
      void queries.invalidateQueries({ queryKey: keys.settings, exact: true });
    },
  });
  return (more: Partial<api.Settings>) => {
    const was = queries.getQueryData<api.Settings>(keys.settings);
    if (was === undefined) return;
    const next = { ...was, ...more };
    queries.setQueryData(keys.settings, next);
    mutate(next);
  };
}

export function useOpenDataFolder() {
  const { mutate } = useMutation({ mutationFn: settings.OpenDataDir, onError: toastProblem });
  return () => mutate();
}

/** Ends the program; the batches in hand are finished first. */
export function useQuit() {
  const { mutate } = useMutation({ mutationFn: app.Quit, onError: toastProblem });
  return () => mutate();
}
