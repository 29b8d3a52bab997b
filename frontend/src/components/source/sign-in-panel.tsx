import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { parseTime } from '@/bridge/time';
import { type api, domain } from '@/bridge/types';
import { CopyButton } from '@/components/ui/copy-button';
import { ErrorView } from '@/components/ui/error-view';
import { icon } from '@/components/ui/icon-size';
import { StatusChip } from '@/components/ui/status-chip';
import { useLocale } from '@/hooks/use-locale';
import { formatClock } from '@/lib/format';
import controls from '@/styles/controls.module.css';
import type { SignIn } from './authorization-calls';
import { BringBack } from './bring-back';
import css from './source.module.css';
import { Copied, Steps } from './steps';

interface Props {
  source: api.Source;
  signIn: SignIn;
  onOpen: (address: string) => void;
  onCancel: () => void;
  /** Begins anew, with what is stored. */
  onAgain: () => void;
  /** Back to what was entered about the OAuth app. */
  onChange: () => void;
  onBringBack: (address: string) => Promise<unknown>;
}

/** A sign-in in the browser, from the opened page to how it ended. */
export function SignInPanel(props: Props) {
  const { t } = useTranslation('source');
  const { source, signIn } = props;
  const { state } = signIn.progress;
  const head = useRef<HTMLHeadingElement>(null);
  // The form that began it is gone; who works without a mouse goes on here.
  useEffect(() => head.current?.focus(), []);
  const isOver = state !== domain.SignInState.waiting && state !== domain.SignInState.finishing;
  return (
    <section aria-label={t('signInAt', { source: source.name })}>
      <h2 className={`row-title ${css.formTitle ?? ''}`} ref={head} tabIndex={-1}>
        {t('signInAt', { source: source.name })}
      </h2>
      <div role="status" className={css.state}>
        <StateLine {...props} />
      </div>
      {state === domain.SignInState.waiting && <Waiting {...props} />}
      {state === domain.SignInState.finishing && <p className="small muted">{t('flow.finishing')}</p>}
      {isOver && state !== domain.SignInState.done && <Ended {...props} />}
    </section>
  );
}

function StateLine({ source, signIn }: Props) {
  const { t } = useTranslation('source');
  const name = { source: source.name };
  switch (signIn.progress.state) {
    case domain.SignInState.waiting:
      return <StatusChip kind="working">{t('flow.waiting', name)}</StatusChip>;
    case domain.SignInState.finishing:
      return <StatusChip kind="working">{t('flow.accepted', name)}</StatusChip>;
    case domain.SignInState.done:
      return <StatusChip kind="fine">{t('flow.done', name)}</StatusChip>;
    case domain.SignInState.denied:
      return <StatusChip kind="needs">{t('flow.denied', name)}</StatusChip>;
    case domain.SignInState.failed:
      return <StatusChip kind="stopped">{t('flow.failed', name)}</StatusChip>;
    case domain.SignInState.timed_out:
      return <StatusChip kind="needs">{t('flow.timedOut')}</StatusChip>;
    case domain.SignInState.cancelled:
      return <StatusChip kind="idle">{t('flow.cancelled')}</StatusChip>;
  }
}

function Waiting({ source, signIn, onOpen, onCancel, onBringBack }: Props) {
  const { t } = useTranslation('source');
  const { flow } = signIn;
  const name = { source: source.name };
  return (
    <>
      <Steps>
        {flow.opened ? (
          <p key="opened" className={css.stepText}>{t('flow.opened', name)}</p>
        ) : (
          <div key="address">
            <p className={css.stepText}>{t('flow.notOpened')}</p>
            <Copied text={flow.address} label={t('flow.address')} />
          </div>
        )}
        <p key="allow" className={css.stepText}>{t('flow.allow')}</p>
        {flow.byHand ? <BringBack key="back" onBringBack={onBringBack} /> : <p key="back" className={css.stepText}>{t('flow.back')}</p>}
      </Steps>
      <Actions>
        <Button leftSection={<IconExternalLink {...icon} />} onClick={() => onOpen(flow.address)}>
          {flow.opened ? t('flow.openAgain') : t('open')}
        </Button>
        {flow.opened && <CopyButton text={flow.address} label={t('flow.copy')} size="sm" />}
        <button type="button" className="link" onClick={onCancel}>
          {t('cancel')}
        </button>
      </Actions>
      <Until flow={flow} />
    </>
  );
}

/** How long the opened page is good for. */
function Until({ flow }: { flow: api.SignInFlow }) {
  const { t } = useTranslation('source');
  const locale = useLocale();
  const at = parseTime(flow.expiresAt);
  if (at === undefined) return null;
  return <p className={controls.help}>{t('flow.until', { clock: formatClock(at, locale) })}</p>;
}

function Ended({ source, signIn, onAgain, onChange }: Props) {
  const { t } = useTranslation('source');
  const { error, state } = signIn.progress;
  const means = state === domain.SignInState.timed_out ? t('flow.timedOutMeans', { source: source.name }) : t('flow.nothing');
  return (
    <>
      {error === undefined ? <p className="small muted">{means}</p> : <ErrorView error={error} />}
      <Actions>
        <Button variant="filled" leftSection={<IconExternalLink {...icon} />} onClick={onAgain}>
          {t('menu.signIn')}
        </Button>
        <Button onClick={onChange}>{t('flow.change')}</Button>
      </Actions>
    </>
  );
}

const Actions = ({ children }: { children: ReactNode }) => <div className={css.actions}>{children}</div>;
