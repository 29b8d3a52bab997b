import { Button } from '@mantine/core';
import { IconExternalLink, IconPencil, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { parseTime } from '@/bridge/time';
import type { api } from '@/bridge/types';
import { icon } from '@/components/ui/icon-size';
import { Fact, Facts } from '@/components/ui/facts';
import { RelativeTime, RelativeTimeOrNever } from '@/components/ui/relative-time';
import { AuthorizationChip } from './authorization-chip';
import css from './source.module.css';

interface Props {
  authorization: api.Authorization;
  isChecking: boolean;
  isChosen: boolean;
  /** Without it the pop-up only shows and changes. */
  onChoose: (() => void) | undefined;
  onCheck: () => void;
  onSignIn: () => void;
  onChange: () => void;
}

/** One authorization: its state, since when, until when, and what would stop without it. */
export function AuthorizationDetails({ authorization: one, isChecking, isChosen, onChoose, onCheck, onSignIn, onChange }: Props) {
  const { t } = useTranslation('source');
  const needsPerson = one.state === 'needs_sign_in';
  const expires = parseTime(one.expiresAt);
  const again = one.isSignIn ? (
    <Button variant={needsPerson ? 'filled' : 'default'} leftSection={<IconExternalLink {...icon} />} onClick={onSignIn}>
      {t('menu.signIn')}
    </Button>
  ) : (
    needsPerson && (
      <Button variant="filled" leftSection={<IconPencil {...icon} />} onClick={onChange}>
        {t('enterKeys')}
      </Button>
    )
  );
  return (
    <section className={css.details} aria-label={one.name}>
      <h2 className={`row-title ${css.formTitle ?? ''}`}>{one.name}</h2>
      {one.hint !== '' && <p className="small muted">{one.hint}</p>}
      <div role="status" className={css.state}>
        {isChecking ? <span className="small muted">{t('checking')}</span> : <AuthorizationChip authorization={one} wraps />}
        {one.stateWords !== '' && <p className="small muted">{one.stateWords}</p>}
        {needsPerson && one.integrations.length > 0 && <p className="small muted">{t('details.waiting', { count: one.integrations.length })}</p>}
      </div>
      <div className={css.actions}>
        {onChoose !== undefined && !needsPerson && (
          <Button variant="filled" onClick={onChoose} disabled={isChosen}>
            {isChosen ? t('isChosen') : t('choose')}
          </Button>
        )}
        {again}
        <Button leftSection={<IconRefresh {...icon} />} onClick={onCheck} loading={isChecking}>
          {t('menu.check')}
        </Button>
      </div>
      <div className={css.facts}>
      <Facts>
        <Fact name={t('details.checked')}>
          <RelativeTimeOrNever at={parseTime(one.checkedAt)} />
        </Fact>
        <Fact name={t('details.lastUsed')}>
          <RelativeTimeOrNever at={parseTime(one.lastUsedAt)} />
        </Fact>
        <Fact name={t('details.expires')}>{expires === undefined ? t('details.noEnd') : <RelativeTime at={expires} />}</Fact>
        <Fact name={t('details.configurations')}>
          <References list={one.usedBy} to="/configuration" none={t('details.none')} />
        </Fact>
        <Fact name={t('details.integrations')}>
          <References list={one.integrations} to="/integrations" none={t('details.none')} />
        </Fact>
      </Facts>
      </div>
    </section>
  );
}

function References({ list, to, none }: { list: api.Reference[]; to: string; none: string }) {
  if (list.length === 0) return <span className="faint">{none}</span>;
  return (
    <ul>
      {list.map((one) => (
        <li key={one.id}>
          <Link to={`${to}/${one.id}`}>{one.name}</Link>
        </li>
      ))}
    </ul>
  );
}
