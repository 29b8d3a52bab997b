import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Page } from '@/components/ui/page';
import { useConfiguration } from '../api/use-configurations';
import { ConfigurationView } from './configuration-view';

export function SourceConfigurationPage() {
  const { t } = useTranslation('connections');
  const { id = '' } = useParams();
  const { data, error, refetch } = useConfiguration(id);
  if (data !== undefined) return <ConfigurationView key={data.id} configuration={data} />;
  return (
    <Page title={t('configurations.title')} back={{ to: '/configuration', label: t('configurations.title') }}>
      {error === null ? <LoadingRows /> : <ErrorView error={error} onAction={() => void refetch()} />}
    </Page>
  );
}
