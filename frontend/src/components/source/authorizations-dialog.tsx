import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { signOf } from '@/components/integration/sign';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { icon } from '@/components/ui/icon-size';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Monogram } from '@/components/ui/monogram';
import { toastDone } from '@/components/ui/toast';
import type { AuthorizationCalls, SignIn } from './authorization-calls';
import { AuthorizationCards } from './authorization-cards';
import { AuthorizationDetails } from './authorization-details';
import { AuthorizationForm } from './authorization-form';
import { savedWords } from './authorization-state';
import { SignInPanel } from './sign-in-panel';
import css from './source.module.css';
import { useAuthorizationMenu } from './use-authorization-menu';
import { type Start, useDialogState } from './use-dialog-state';

interface Props {
  source: api.Source;
  spec: api.SourceSpec | undefined;
  authorizations: api.Authorization[] | undefined;
  /** The sign-in under way at this service, or how the last one ended. */
  signIn: SignIn | undefined;
  error: unknown;
  onRetry: () => void;
  calls: AuthorizationCalls;
  chosen?: string;
  /** Opens at once with this one, or with the form for a new one. */
  start?: Start | undefined;
  /** Without it the pop-up only shows and changes. */
  onChoose?: ((authorization: api.Authorization) => void) | undefined;
  onClose: () => void;
}

/** The authorizations of one service: pick one, or make a new one. */
export function AuthorizationsDialog(props: Props) {
  const { source, authorizations, error, calls, chosen = '', start, onChoose, onClose, signIn, onRetry } = props;
  const { t } = useTranslation('source');
  const state = useDialogState(props);
  const menu = useAuthorizationMenu({ calls, onCheck: (one) => void state.check(one), onChange: (one) => state.setOpen({ kind: 'change', id: one.id }), onSignIn: (one) => void state.signInAgain(one) });
  const isFailed = error !== null && error !== undefined;
  const { open } = state;
  const shown = open.kind === 'show' || open.kind === 'change' ? open.id : open.kind === 'signIn' ? (signIn?.flow.authorization ?? '') : '';
  const isRead = authorizations !== undefined;
  // At 200 % zoom the list is above what it opens, and as long as it is once it is read.
  const side = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (open.kind !== 'none' && window.matchMedia('(max-width: 760px)').matches) side.current?.scrollIntoView({ block: 'start' });
  }, [open, isRead]);
  return (
    <Dialog opened onClose={onClose} title={t('title')} sentence={t('kept', { source: source.name })} sign={<Monogram text={signOf(source)} />} width={968} height={680} lined flush>
      <div className={css.two}>
        <div className={css.left}>
          {isFailed && <ErrorView error={error} onAction={onRetry} />}
          {!isRead && !isFailed && <LoadingRows rows={2} />}
          <AuthorizationCards
            authorizations={authorizations ?? []}
            chosen={chosen}
            shown={shown}
            checking={state.checking}
            signIn={signIn}
            itemsOf={menu.itemsOf}
            onShow={(one) => state.setOpen({ kind: 'show', id: one.id })}
            onSignIn={(one) => {
              if (one.isSignIn) void state.signInAgain(one);
              else state.setOpen({ kind: 'change', id: one.id });
            }}
            onChoose={onChoose}
          />
          {isRead && (
            <Button variant={open.kind === 'create' ? 'light' : 'default'} leftSection={<IconPlus {...icon} />} aria-expanded={open.kind === 'create'} onClick={() => state.setOpen({ kind: 'create' })}>
              {t('create')}
            </Button>
          )}
        </div>
        {/* What the pop-up was opened for has the focus at once, also while it is still read. */}
        <div className={css.rightSide} ref={side} role="group" aria-label={authorizations?.find((a) => a.id === shown)?.name ?? t('create')} tabIndex={-1} data-autofocus={start === undefined ? undefined : true}>
          {state.failure !== undefined && <ErrorView error={state.failure} />}
          <RightSide {...props} state={state} />
        </div>
      </div>
      {menu.dialogs}
    </Dialog>
  );
}

/** What is shown beside the list. */
function RightSide({ source, spec, authorizations, signIn, calls, chosen = '', onChoose, error, state }: Props & { state: ReturnType<typeof useDialogState> }) {
  const { t } = useTranslation('source');
  const { open, setOpen } = state;
  const find = (id: string) => authorizations?.find((a) => a.id === id);
  if (authorizations === undefined) return null;
  if (open.kind === 'signIn' && signIn !== undefined) {
    const id = signIn.flow.authorization;
    const one = find(id);
    return (
      <SignInPanel
        key={signIn.flow.id}
        source={source}
        signIn={signIn}
        onOpen={(address) => void state.trying(() => calls.open(address))}
        onCancel={() => void state.trying(() => calls.cancelSignIn(signIn.flow.id))}
        onAgain={() => one !== undefined && void state.signInAgain(one)}
        onChange={() => setOpen({ kind: 'change', id })}
        onBringBack={(address) => calls.bringBack(signIn.flow.id, address)}
      />
    );
  }
  const one = open.kind === 'show' || open.kind === 'change' ? find(open.id) : undefined;
  if (open.kind === 'show' && one !== undefined) {
    return (
      <AuthorizationDetails
        authorization={one}
        isChecking={state.checking === one.id}
        isChosen={one.id === chosen}
        onChoose={onChoose === undefined ? undefined : () => onChoose(one)}
        onCheck={() => void state.check(one)}
        onSignIn={() => void state.signInAgain(one)}
        onChange={() => setOpen({ kind: 'change', id: one.id })}
      />
    );
  }
  if (open.kind !== 'create' && one === undefined) return <EmptyState sentence={onChoose === undefined ? t('hintShow') : t('hint')} />;
  if (spec === undefined) return error === null || error === undefined ? <LoadingRows rows={3} /> : null;
  return (
    <AuthorizationForm
      key={one?.id ?? 'new'}
      spec={spec}
      changed={one}
      names={authorizations.map((a) => a.name)}
      calls={calls}
      onOpen={(address) => void state.trying(() => calls.open(address))}
      onSaved={(saved) => {
        setOpen(saved === undefined ? { kind: 'signIn' } : { kind: 'show', id: saved.id });
        if (saved !== undefined) toastDone(savedWords(saved, t));
      }}
    />
  );
}
