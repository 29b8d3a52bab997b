import { useState } from 'react';
import type { api } from '@/bridge/types';
import { useSaveMailServer } from '../api/use-mail';
import { empty, presetOf, usualWay, type Way, withPreset, withSignIn } from './mail-server';

/** What is typed about the mail server, until it is saved. */
export function useMailForm(mail: api.Mail, onSaved: () => void) {
  const save = useSaveMailServer();
  const [server, setServer] = useState(mail.server.host === '' ? empty : mail.server);
  const [password, setPassword] = useState('');
  const [chosenWay, setWay] = useState<Way>();
  const [isTried, setTried] = useState(false);
  const preset = presetOf(mail.presets, server);
  const way = preset === undefined || preset.signIn === '' || server.tls === 'none' ? 'password' : (chosenWay ?? usualWay(server, preset));
  const change = (more: Partial<api.MailServer>) => setServer((was) => ({ ...was, ...more }));
  const store = (wanted: api.MailServer) => save.mutate({ server: wanted, password }, { onSuccess: onSaved });
  return {
    server, preset, way, password, setPassword, change, setServer, isSaving: save.isPending, error: save.error,
    isAccountMissing: isTried && way === 'browser' && server.authorization === '',
    choosePreset: (name: string | null) => {
      setWay(undefined);
      setServer(withPreset(server, mail.presets.find((p) => p.name === name)));
    },
    chooseWay: (next: Way) => {
      setWay(next);
      if (next === 'password') change({ authorization: '' });
    },
    chooseAccount: (one: api.Authorization) => setServer((was) => withSignIn(was, one)),
    remove: async () => {
      await save.mutateAsync({ server: empty, password: '' });
      onSaved();
    },
    submit: () => {
      setTried(true);
      // A server typed by hand is another one: the sign-in stays with its provider.
      if (way === 'password') store({ ...server, authorization: '' });
      else if (server.authorization !== '') store(server);
    },
  };
}
