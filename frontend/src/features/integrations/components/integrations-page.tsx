import type { TFunction } from 'i18next';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { api } from '@/bridge/types';
import { IntegrationList } from '@/components/integration/integration-list';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { icon } from '@/components/ui/icon-size';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Page } from '@/components/ui/page';
import { useCountWord } from '@/components/ui/use-count-word';
import { useIntegrations } from '../api/use-integrations';
import { RemoveDialog } from './remove-dialog';
import { useIntegrationMenu } from './use-integration-menu';

export function IntegrationsPage() {
  const { t } = useTranslation('integrations');
  const word = useCountWord();
  const { data, error, refetch } = useIntegrations();
  const [removing, setRemoving] = useState<api.Integration>();
  const menuOf = useIntegrationMenu(setRemoving);
  const isEmpty = data?.length === 0;
  const active = data?.filter((i) => i.state === 'active').length ?? 0;
  const create = (
    <Button component={Link} to="/integrations/new" leftSection={<IconPlus {...icon} />} variant={isEmpty ? 'filled' : 'default'}>
      {t('create.title')}
    </Button>
  );
  const sentence = data === undefined || isEmpty ? t('list.sentenceEmpty') : sentenceOf(t, data.length, active, word);
  return (
    <Page title={t('title')} sentence={sentence} action={isEmpty ? undefined : create}>
      {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
      {data === undefined && error === null && <LoadingRows roomy rows={3} />}
      {data !== undefined && (isEmpty ? <EmptyState sentence={t('list.empty')} action={create} /> : <IntegrationList integrations={data} menuOf={menuOf} />)}
      <RemoveDialog integration={removing} onClose={() => setRemoving(undefined)} />
    </Page>
  );
}

/** How many there are, and how many of them are active. */
function sentenceOf(t: TFunction<'integrations'>, count: number, active: number, wordOf: ReturnType<typeof useCountWord>): string {
  const word = wordOf(count);
  if (active === 0) return t('list.none', { count, word });
  return active === count ? t('list.all', { count, word }) : t('list.some', { count: active, word, active: wordOf(active, 'inside') });
}
