import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Page } from '@/components/ui/page';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import { useIntegrations, useRuns } from '../api/use-activity';
import css from './activity.module.css';
import { ActivityTabs } from './activity-tabs';
import { FilterSelect } from './filter-select';
import { RunRow } from './run-row';
import { results } from './run-words';
import { useAddressParams } from '@/hooks/use-address-params';

/** What ran, newest first. */
export function RunsPage() {
  const { t } = useTranslation('activity');
  const { get, set } = useAddressParams();
  const filter = { integration: get('integration'), result: get('result') };
  const all = useIntegrations();
  const { runs } = useRuns(filter);
  const isNarrowed = filter.integration !== '' || filter.result !== '';
  const tabs = (
    <ActivityTabs integration={filter.integration}>
      {(isNarrowed || runs?.length !== 0) && (
        <>
          <FilterSelect label={t('filter.integration')} allLabel={t('filter.allIntegrations')} options={all.map((i) => ({ value: i.id, label: i.name }))} value={filter.integration} onChange={(integration) => set({ integration })} />
          <FilterSelect label={t('filter.result')} allLabel={t('filter.allResults')} width={190} options={results.map((r) => ({ value: r, label: t(`result.${r}`) }))} value={filter.result} onChange={(result) => set({ result })} />
        </>
      )}
    </ActivityTabs>
  );
  return (
    <Page title={t('title')} sentence={t('runs.sentence')} tabs={tabs}>
      <Runs filter={filter} isNarrowed={isNarrowed} onClear={() => set({ integration: '', result: '' })} />
    </Page>
  );
}

function Runs({ filter, isNarrowed, onClear }: { filter: { integration: string; result: string }; isNarrowed: boolean; onClear: () => void }) {
  const { t } = useTranslation('activity');
  const { runs, total, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRuns(filter);
  const integrations = useIntegrations();
  if (error !== null) return <ErrorView error={error} onAction={() => void refetch()} />;
  if (runs === undefined) return <LoadingRows roomy rows={8} />;
  if (runs.length === 0) return isNarrowed ? <EmptyState sentence={t('runs.noMatch')} action={<Button onClick={onClear}>{t('filter.clear')}</Button>} /> : <NoRuns />;
  return (
    <>
      <div role="table" aria-label={t('runs.title')} className={css.runs}>
        <Heads />
        {runs.map((run) => (
          <RunRow key={run.id} run={run} progress={integrations.find((i) => i.running?.run === run.id)?.running} />
        ))}
      </div>
      <More shown={runs.length} total={total} hasMore={hasNextPage} isBusy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
    </>
  );
}

function Heads() {
  const { t } = useTranslation('activity');
  return (
    <div role="row" className={css.heads}>
      <span role="columnheader">{t('runs.integration')}</span>
      <span role="columnheader">{t('runs.when')}</span>
      <span role="columnheader">{t('runs.duration')}</span>
      <span role="columnheader" className={css.countHeads}>
        <span>{t('runs.dataType')}</span>
        <span>{t('runs.created')}</span>
        <span>{t('runs.updated')}</span>
        <span>{t('runs.deleted')}</span>
        <span>{t('errors.title')}</span>
      </span>
    </div>
  );
}

function NoRuns() {
  const { t } = useTranslation('activity');
  return (
    <EmptyState
      sentence={t('runs.empty')}
      action={
        <Button component={Link} to="/integrations">
          {t('runs.toIntegrations')}
        </Button>
      }
    />
  );
}

/** From what is empty to what ran. */
export function SeeRuns() {
  const { t } = useTranslation('activity');
  return (
    <Button component={Link} to="/activity">
      {t('runs.see')}
    </Button>
  );
}

interface MoreProps {
  shown: number;
  total: number;
  hasMore: boolean;
  isBusy: boolean;
  onMore: () => void;
}

/** How many of how many are shown, and the way to the rest. */
export function More({ shown, total, hasMore, isBusy, onMore }: MoreProps) {
  const { t } = useTranslation('activity');
  const locale = useLocale();
  if (!hasMore) return null;
  return (
    <div className={css.more}>
      <span className="small faint">{t('more.of', { shown: formatNumber(shown, locale), total: formatNumber(total, locale) })}</span>
      <Button size="xs" onClick={onMore} loading={isBusy}>
        {t('more.do')}
      </Button>
    </div>
  );
}
