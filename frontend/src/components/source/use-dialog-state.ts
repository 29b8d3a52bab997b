import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type api, domain } from '@/bridge/types';
import { toastDone } from '@/components/ui/toast';
import type { AuthorizationCalls, SignIn } from './authorization-calls';

export type Start = { kind: 'create' } | { kind: 'show' | 'change'; id: string };
type Open = { kind: 'none' } | { kind: 'signIn' } | Start;

interface Options {
  source: api.Source;
  authorizations: api.Authorization[] | undefined;
  signIn: SignIn | undefined;
  calls: AuthorizationCalls;
  start?: Start | undefined;
}

/** What the pop-up of authorizations shows beside its list, and what it is doing. */
export function useDialogState({ source, authorizations, signIn, calls, start }: Options) {
  const { t } = useTranslation('source');
  const [wanted, setWanted] = useState<Open>(start ?? (signIn === undefined ? { kind: 'none' } : { kind: 'signIn' }));
  const [failure, setFailure] = useState<unknown>();
  const [checking, setChecking] = useState('');
  const setOpen = (next: Open) => {
    setFailure(undefined);
    setWanted(next);
  };
  const trying = async (call: () => Promise<unknown>): Promise<boolean> => {
    setFailure(undefined);
    try {
      await call();
      return true;
    } catch (thrown) {
      setFailure(thrown);
      return false;
    }
  };
  const check = async (one: api.Authorization) => {
    setOpen({ kind: 'show', id: one.id });
    setChecking(one.id);
    await trying(() => calls.check(one.id));
    setChecking('');
  };
  const signInAgain = async (one: api.Authorization) => {
    setOpen({ kind: 'show', id: one.id });
    if (await trying(() => calls.signInAgain(one))) setWanted({ kind: 'signIn' });
  };
  const doneFlow = signIn?.progress.state === domain.SignInState.done ? signIn.flow : undefined;
  const { settleSignIn } = calls;
  const settled = useRef('');
  // The person is still looking at the browser: what it made stands open when they come back.
  useEffect(() => {
    if (doneFlow === undefined || settled.current === doneFlow.id) return;
    settled.current = doneFlow.id;
    void settleSignIn(source.id).then(() => {
      setWanted({ kind: 'show', id: doneFlow.authorization });
      toastDone(t('flow.done', { source: source.name }));
    });
  }, [doneFlow, settleSignIn, source, t]);
  const open: Open = wanted.kind === 'none' && authorizations?.length === 0 ? { kind: 'create' } : wanted.kind === 'signIn' && signIn === undefined ? { kind: 'none' } : wanted;
  return { open, setOpen, failure, checking, trying, check, signInAgain };
}
