import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { api } from '@/bridge/types';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { icon } from '@/components/ui/icon-size';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Page } from '@/components/ui/page';
import { useIsNew, useOverview } from '../api/use-overview';
import { ChangesPerDay } from './changes-per-day';
import { IntegrationsSection } from './integrations-section';
import { NeedsYou } from './needs-you';
import css from './overview-page.module.css';
import { Today } from './today';
import { countNeeds, useStateSentence } from './use-state-sentence';
import { Welcome } from './welcome';

export function OverviewPage() {
  const { t } = useTranslation('overview');
  const { data, error, refetch } = useOverview();
  const sentence = useStateSentence(data);
  const isEmpty = data?.integrations.length === 0;
  const isNew = useIsNew(data);
  const connect = (
    <Button component={Link} to="/connect" leftSection={<IconPlus {...icon} />} variant={isEmpty ? 'filled' : 'default'}>
      {t('connect')}
    </Button>
  );
  return (
    <Page title={t('title')} sentence={sentence} action={isEmpty ? undefined : connect}>
      {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
      {isNew === undefined && error === null && <LoadingRows titled roomy rows={3} />}
      {data !== undefined && isNew === true && <Welcome />}
      {data !== undefined && isNew === false && (isEmpty ? <EmptyState sentence={t('empty')} action={connect} /> : <Sections overview={data} />)}
    </Page>
  );
}

function Sections({ overview }: { overview: api.Overview }) {
  return (
    <>
      {countNeeds(overview) > 0 && <NeedsYou needs={overview.needsYou} warnings={overview.warnings} />}
      <IntegrationsSection integrations={overview.integrations} />
      <div className={css.two}>
        <ChangesPerDay days={overview.days} />
        <Today tables={overview.today} />
      </div>
    </>
  );
}
