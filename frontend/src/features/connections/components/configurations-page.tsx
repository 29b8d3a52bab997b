import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { api } from '@/bridge/types';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { icon } from '@/components/ui/icon-size';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Page } from '@/components/ui/page';
import { useConfigurations } from '../api/use-configurations';
import { ConfigurationList } from './configuration-list';
import { RemoveConfigurationDialog } from './remove-configuration-dialog';
import { ConnectionTabs } from './tabs';

/** Configuration → External Connections: the integration source configurations. */
export function ConfigurationsPage() {
  const { t } = useTranslation('connections');
  const { data, error, refetch } = useConfigurations();
  const [removing, setRemoving] = useState<api.Configuration>();
  const isEmpty = data?.length === 0;
  const create = (
    <Button component={Link} to="/configuration/new" leftSection={<IconPlus {...icon} />} variant={isEmpty ? 'filled' : 'default'}>
      {t('create.title')}
    </Button>
  );
  return (
    <Page title={t('title')} sentence={t('sentence')} action={isEmpty ? undefined : create} tabs={<ConnectionTabs />}>
      {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
      {data === undefined && error === null && <LoadingRows headed />}
      {data !== undefined && (isEmpty ? <EmptyState sentence={t('configurations.empty')} action={create} /> : <ConfigurationList configurations={data} onRemove={setRemoving} />)}
      <RemoveConfigurationDialog configuration={removing} onClose={() => setRemoving(undefined)} />
    </Page>
  );
}
