import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Page } from '@/components/ui/page';
import { problemOf } from '@/lib/problem';
import { useIntegration } from '../api/use-integrations';
import { IntegrationView } from './integration-view';

export function IntegrationPage() {
  const { t } = useTranslation('integrations');
  const { id = '' } = useParams();
  const navigate = useNavigate();
  const { data, error, refetch } = useIntegration(id);
  if (data !== undefined) return <IntegrationView key={data.id} integration={data} />;
  return (
    <Page title={t('one')} back={{ to: '/integrations', label: t('title') }}>
      {error === null && <LoadingRows />}
      {error !== null && (problemOf(error).code === 'not_found' ? <ErrorView error={error} actionLabel={t('seeAll')} onAction={() => void navigate('/integrations')} /> : <ErrorView error={error} onAction={() => void refetch()} />)}
    </Page>
  );
}
