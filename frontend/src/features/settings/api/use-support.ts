import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { support } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import { toastDone, toastProblem } from '@/components/ui/toast';

/** The bundle as it would be saved, made when it is first looked at and forgotten with the pop-up. */
export function useBundle() {
  useEffect(() => () => void support.Drop().catch(() => undefined), []);
  return useQuery({ queryKey: keys.support, queryFn: support.Prepare, gcTime: 0, staleTime: Infinity });
}

/** The text of one of its files. */
export function useBundleText(name: string, isThere: boolean) {
  return useQuery({ queryKey: keys.supportText(name), queryFn: () => support.Read(name), enabled: isThere, gcTime: 0, staleTime: Infinity });
}

/** Saves what was looked at; a cancelled choice of a file changes nothing. */
export function useSaveBundle(onSaved: () => void) {
  const { t } = useTranslation('settings');
  const { mutate, isPending } = useMutation({
    mutationFn: () => support.Save(),
    onSuccess: (path) => {
      if (path === '') return;
      toastDone(t('support.saved', { path }));
      onSaved();
    },
    onError: toastProblem,
  });
  return { save: () => mutate(), isSaving: isPending };
}
