import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { settings } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import type { api } from '@/bridge/types';
import { toastProblem } from '@/components/ui/toast';

/** The choices of the first start. They stand in the settings from then on. */
export function useFirstChoices() {
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: keys.settings, queryFn: settings.Get });
  const { mutate } = useMutation({
    mutationFn: settings.Save,
    onSuccess: (saved) => queries.setQueryData(keys.settings, saved),
    onError: toastProblem,
  });
  return { settings: data, choose: (more: Pick<api.Settings, 'language'> | Pick<api.Settings, 'startAtLogin'>) => data !== undefined && mutate({ ...data, ...more }) };
}
