import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type api, domain } from '@/bridge/types';
import { GearMenu, type GearItem } from '@/components/ui/gear-menu';
import { StatusChip } from '@/components/ui/status-chip';
import { AuthorizationChip } from './authorization-chip';
import type { SignIn } from './authorization-calls';
import css from './source.module.css';

interface Props {
  authorizations: api.Authorization[];
  chosen: string;
  /** The one that is shown beside the list. */
  shown: string;
  checking: string;
  signIn: SignIn | undefined;
  itemsOf: (one: api.Authorization) => GearItem[];
  onShow: (one: api.Authorization) => void;
  onSignIn: (one: api.Authorization) => void;
  onChoose: ((one: api.Authorization) => void) | undefined;
}

/** The authorizations of one service, each with the one thing to do with it. */
export function AuthorizationCards({ authorizations, chosen, shown, checking, signIn, itemsOf, onShow, onSignIn, onChoose }: Props) {
  const { t } = useTranslation('source');
  const { waiting, finishing } = domain.SignInState;
  const isUnderWay = (one: api.Authorization) => signIn?.flow.authorization === one.id && [waiting, finishing].includes(signIn.progress.state);
  return (
    <ul className={css.cards} aria-label={t('title')}>
      {authorizations.map((one) => (
        <li key={one.id} className={css.item} data-chosen={one.id === chosen || undefined} data-shown={one.id === shown || undefined}>
          <div className="row top">
            <div className="grow">
              <h2 className="row-title cut" title={one.name}>
                <button type="button" className={css.cardName} aria-current={one.id === shown || undefined} onClick={() => onShow(one)}>
                  {one.name}
                </button>
              </h2>
              {one.hint !== '' && <p className="tiny muted cut" title={one.hint}>{one.hint}</p>}
            </div>
            {onChoose !== undefined && one.state !== 'needs_sign_in' && (
              <Button size="xs" onClick={() => onChoose(one)} aria-label={t('chooseOne', { name: one.name })} aria-pressed={one.id === chosen}>
                {one.id === chosen ? t('isChosen') : t('choose')}
              </Button>
            )}
            <GearMenu label={t('menu.label', { name: one.name })} items={itemsOf(one)} />
          </div>
          <div className={css.cardFoot}>
            <CardState one={one} isChecking={checking === one.id} isUnderWay={isUnderWay(one)} />
            {one.state === 'needs_sign_in' && !isUnderWay(one) && (
              <Button size="xs" onClick={() => onSignIn(one)} aria-label={t('signInTo', { name: one.name })}>
                {t('signIn')}
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function CardState({ one, isChecking, isUnderWay }: { one: api.Authorization; isChecking: boolean; isUnderWay: boolean }) {
  const { t } = useTranslation('source');
  if (isChecking) return <span className="small muted">{t('checking')}</span>;
  if (isUnderWay) return <StatusChip kind="working">{t('flow.inBrowser')}</StatusChip>;
  return <AuthorizationChip authorization={one} wraps />;
}
