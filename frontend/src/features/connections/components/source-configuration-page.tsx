import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { ErrorOfOne } from '@/components/ui/error-of-one';
import { LoadingForm } from '@/components/ui/loading-form';
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
    <Page title={t('configurations.one')} sentence={t('configurations.oneSentence')} back={{ to: '/configuration', label: t('configurations.title') }} foot={error === null ? <LoadingFoot /> : undefined}>
      {error === null && (
        <>
          <LoadingForm fields={['half', 'half', 'card', 'half']} />
          <LoadingRows titled headed rows={5} />
        </>
      )}
      {error !== null && <ErrorOfOne error={error} all="/configuration" allLabel={t('configurations.seeAll')} onRetry={() => void refetch()} />}
    </Page>
  );
}

/** The bar at the foot keeps its place. */
function LoadingFoot() {
  const { t } = useTranslation('connections');
  return (
    <Button className="right" disabled>
      {t('save')}
    </Button>
  );
}
