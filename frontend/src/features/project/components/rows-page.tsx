import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { Page } from '@/components/ui/page';
import { useTables } from '../api/use-tables';
import { useViews } from '../api/use-views';
import { WaitingTools } from './rows-tools';
import { TableView } from './table-view';
import { WaitingRows } from './waiting-rows';

/** One table, found by the name in the address. */
export function RowsPage() {
  const { t } = useTranslation('project');
  const { table: name = '' } = useParams();
  const { data, error, refetch } = useTables();
  const table = data?.find((one) => one.name === name);
  // Views that cannot be read do not keep anybody from the rows.
  const views = useViews(name);
  if (table !== undefined && !views.isPending) return <TableView key={name} table={table} saved={views.data ?? []} />;
  if (error === null && (data === undefined || table !== undefined)) {
    return (
      <Page title={name} sentence="" back={{ to: '/project', label: t('title') }} layout="fill" tools={<WaitingTools table={name} />}>
        <WaitingRows />
      </Page>
    );
  }
  return (
    <Page title={name} sentence="" back={{ to: '/project', label: t('title') }}>
      {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
      {error === null && <EmptyState sentence={t('table.gone', { name })} action={<Button component={Link} to="/project">{t('table.project')}</Button>} />}
    </Page>
  );
}
