import { Button, Checkbox } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { parseTime } from '@/bridge/time';
import type { api } from '@/bridge/types';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingRows } from '@/components/ui/loading-rows';
import { RelativeTimeOrNever } from '@/components/ui/relative-time';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import type { useRecordErrors } from '../api/use-activity';
import css from './activity.module.css';
import { More, SeeRuns } from './runs-page';
import { useErrorActions } from './use-error-actions';

interface Filter {
  integration: string;
  code: string;
  ignored: boolean;
}

interface Props {
  answer: ReturnType<typeof useRecordErrors>;
  filter: Filter;
  openID: string;
  onOpen: (id: string) => void;
  onClear: () => void;
  /** The switch between open and ignored. */
  part: ReactNode;
}

/** Record errors with ticks: what is ticked is replayed or ignored together. */
export function RecordErrorList({ answer, filter, openID, onOpen, onClear, part }: Props) {
  const { t } = useTranslation('activity');
  const { errors, total, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = answer;
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = errors?.filter((e) => ticked.has(e.id)).map((e) => e.id) ?? [];
  const tick = (ids: string[], isOn: boolean) => setTicked(new Set(isOn ? [...ticked, ...ids] : [...ticked].filter((id) => !ids.includes(id))));
  return (
    <>
      <Bar chosen={chosen} total={total} isCounted={errors !== undefined} filter={filter} part={part} />
      {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
      {errors === undefined && error === null && <LoadingRows headed rows={6} />}
      {errors?.length === 0 && <Nothing filter={filter} onClear={onClear} />}
      {errors !== undefined && errors.length > 0 && (
        <>
          <div role="table" aria-label={t('errors.title')} className={css.errors}>
            <div role="row" className={css.errorHeads}>
              <span role="columnheader">
                <Checkbox aria-label={t('errors.tickAll')} checked={chosen.length === errors.length} indeterminate={chosen.length > 0 && chosen.length < errors.length} onChange={(e) => tick(errors.map((one) => one.id), e.currentTarget.checked)} />
              </span>
              <span role="columnheader">{t('errors.reason')}</span>
              <span role="columnheader">{t('runs.dataType')}</span>
              <span role="columnheader">{t('errors.lastSeen')}</span>
              <span role="columnheader">{t('errors.position')}</span>
            </div>
            {errors.map((one) => (
              <Line key={one.id} error={one} isOpen={one.id === openID} isTicked={ticked.has(one.id)} onTick={(isOn) => tick([one.id], isOn)} onOpen={() => onOpen(one.id)} />
            ))}
          </div>
          <More shown={errors.length} total={total} hasMore={hasNextPage} isBusy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
        </>
      )}
    </>
  );
}

function Bar({ chosen, total, isCounted, filter, part }: { chosen: string[]; total: number; isCounted: boolean; filter: Filter; part: ReactNode }) {
  const { t } = useTranslation('activity');
  const locale = useLocale();
  const actions = useErrorActions();
  const isSome = chosen.length > 0;
  const words = { count: chosen.length, number: formatNumber(chosen.length, locale) };
  return (
    <div className={css.bar}>
      {part}
      <span className="small muted" role="status">
        {isSome && t('errors.ticked', words)}
        {!isSome && isCounted && total > 0 && (filter.ignored ? t('errors.countIgnored', { count: total, number: formatNumber(total, locale) }) : t('errors.count', { count: total, number: formatNumber(total, locale) }))}
      </span>
      <div className="right row">
        {isSome && (
          <>
            <Button size="xs" onClick={() => actions.setIgnored(chosen, !filter.ignored)} loading={actions.isIgnoring}>
              {filter.ignored ? t('ignore.stop') : t('ignore.do')}
            </Button>
            <Button size="xs" title={t('replay.means')} onClick={() => actions.replay(chosen)} loading={actions.isReplaying}>
              {t('replay.some', words)}
            </Button>
          </>
        )}
        {!isSome && !filter.ignored && total > 0 && (
          <Button size="xs" title={t('replay.means')} onClick={() => actions.replayAll(filter.integration)} loading={actions.isReplaying}>
            {t('replay.all')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Nothing({ filter, onClear }: { filter: Filter; onClear: () => void }) {
  const { t } = useTranslation('activity');
  if (filter.integration !== '' || filter.code !== '') return <EmptyState sentence={t('errors.noMatch')} action={<Button onClick={onClear}>{t('filter.clear')}</Button>} />;
  if (!filter.ignored) return <EmptyState sentence={t('errors.none')} action={<SeeRuns />} />;
  const toOpen = (
    <Button component={Link} to="/activity/errors">
      {t('errors.toOpen')}
    </Button>
  );
  return <EmptyState sentence={t('errors.noneIgnored')} action={toOpen} />;
}

interface LineProps {
  error: api.RecordError;
  isOpen: boolean;
  isTicked: boolean;
  onTick: (isOn: boolean) => void;
  onOpen: () => void;
}

function Line({ error, isOpen, isTicked, onTick, onOpen }: LineProps) {
  const { t } = useTranslation('activity');
  return (
    <div role="row" className={css.error} data-open={isOpen || undefined}>
      <div role="cell">
        <Checkbox aria-label={t('errors.tick', { record: error.identity === '' ? error.position : error.identity })} checked={isTicked} onChange={(e) => onTick(e.currentTarget.checked)} />
      </div>
      <div role="cell">
        <button type="button" className={css.reason} onClick={onOpen}>
          <h2 className="row-title cut" title={error.message}>
            {error.message}
          </h2>
          <p className="small faint cut">{[error.identity === '' ? '' : t('errors.record', { identity: error.identity }), error.integrationName].filter((s) => s !== '').join(' · ')}</p>
        </button>
      </div>
      <div role="cell" className="small muted cut">
        {error.label}
      </div>
      <div role="cell" className="small muted">
        <RelativeTimeOrNever at={parseTime(error.lastSeen)} />
      </div>
      <div role="cell" className="small faint cut" title={error.position}>
        {error.position}
      </div>
    </div>
  );
}
