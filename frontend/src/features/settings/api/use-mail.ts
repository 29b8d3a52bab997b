import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { mail } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import type { api } from '@/bridge/types';
import { toastDone, toastProblem } from '@/components/ui/toast';

export { useAuthorizationsOf } from '@/bridge/use-sign-in';

export function useMail() {
  return useQuery({ queryKey: keys.mail, queryFn: mail.Get });
}

/** Saves the mail server; an empty password keeps the one that is stored. */
export function useSaveMailServer() {
  const { t } = useTranslation('settings');
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ server, password }: { server: api.MailServer; password: string }) => mail.Save(server, password),
    onSuccess: (saved) => {
      queries.setQueryData(keys.mail, saved);
      toastDone(saved.server.host === '' ? t('mail.removed') : t('mail.saved'));
    },
  });
}

/** Sends a test, by the same way as every mail. */
export function useSendTest() {
  const { t } = useTranslation('settings');
  const { mutate, isPending, variables } = useMutation({
    mutationFn: mail.Test,
    onSuccess: (_, to) => toastDone(t('mail.arrived', { to })),
    onError: toastProblem,
  });
  return { send: (to: string) => mutate(to), sendingTo: isPending ? variables : undefined };
}

export function useSendAgain() {
  const { mutate } = useMutation({ mutationFn: mail.SendAgain, onError: toastProblem });
  return mutate;
}
