import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { Columns } from '@/components/ui/columns';
import { ErrorOfOne } from '@/components/ui/error-of-one';
import { LoadingForm } from '@/components/ui/loading-form';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Page } from '@/components/ui/page';
import { useIntegration } from '../api/use-integrations';
import { IntegrationView } from './integration-view';

export function IntegrationPage() {
  const { t } = useTranslation('integrations');
  const { id = '' } = useParams();
  const { data, error, refetch } = useIntegration(id);
  if (data !== undefined) return <IntegrationView key={data.id} integration={data} />;
  return (
    <Page title={t('one')} sentence={t('sentence')} back={{ to: '/integrations', label: t('title') }} foot={error === null ? <LoadingFoot /> : undefined}>
      {error === null && <Loading />}
      {error !== null && <ErrorOfOne error={error} all="/integrations" allLabel={t('seeAll')} onRetry={() => void refetch()} />}
    </Page>
  );
}

/** The sections of the page, where they will stand. */
function Loading() {
  return (
    <Columns
      isForm
      first={
        <>
          <LoadingForm fields={['wide']} />
          <LoadingRows titled rows={4} />
        </>
      }
      second={
        <>
          <LoadingForm fields={['wide']} />
          <LoadingRows titled rows={3} />
        </>
      }
    />
  );
}

/** The bar at the foot keeps its place. */
function LoadingFoot() {
  const { t } = useTranslation('integrations');
  return (
    <Button className="right" disabled>
      {t('foot.save')}
    </Button>
  );
}
