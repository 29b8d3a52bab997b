import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { api } from '@/bridge/types';
import { Notice } from '@/components/ui/notice';
import { useConfigurations } from '../api/use-integrations';

/** The integration waits until the person signs in; the button leads to the authorization it waits for. */
export function SignInNotice({ integration }: { integration: api.Integration }) {
  const { t } = useTranslation('integrations');
  const authorization = useConfigurations().data?.find((c) => c.id === integration.configuration.id)?.authorization;
  const place = authorization === undefined ? `/configuration/${integration.configuration.id}` : `/configuration/authorizations?authorization=${authorization.id}`;
  return (
    <Notice
      kind="needs"
      title={t('signIn.title', { source: integration.source.name })}
      actions={
        <Button size="xs" variant="filled" component={Link} to={place}>
          {t('signIn.do')}
        </Button>
      }
    >
      {t('signIn.means')}
    </Notice>
  );
}
