import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { api } from '@/bridge/types';
import { StatusChip } from '@/components/ui/status-chip';
import { useConfigurations } from '../api/use-integrations';
import css from './integration-view.module.css';

/** The integration waits until the person signs in; the button leads to the authorization it waits for. */
export function SignInNotice({ integration }: { integration: api.Integration }) {
  const { t } = useTranslation('integrations');
  const authorization = useConfigurations().data?.find((c) => c.id === integration.configuration.id)?.authorization;
  const place = authorization === undefined ? `/configuration/${integration.configuration.id}` : `/configuration/authorizations?authorization=${authorization.id}`;
  return (
    <div className={`panel ${css.decision ?? ''}`} role="status">
      <StatusChip kind="needs" size={16} />
      <div className="grow">
        <h2 className="row-title">{t('signIn.title', { source: integration.source.name })}</h2>
        <p className="small muted">{t('signIn.means')}</p>
      </div>
      <Button size="xs" variant="filled" component={Link} to={place}>
        {t('signIn.do')}
      </Button>
    </div>
  );
}
