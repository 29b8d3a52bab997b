import { Button } from '@mantine/core';
import { IconArrowsSort, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { parseTime } from '@/bridge/time';
import type { api } from '@/bridge/types';
import { OrderDialog } from '@/components/order/order-dialog';
import { useValueWords } from '@/components/rows/use-value-words';
import { isEmpty, valueText } from '@/components/rows/value-text';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { type ListColumn, ListTable } from '@/components/ui/list-table';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Page } from '@/components/ui/page';
import { RelativeTimeOrNever } from '@/components/ui/relative-time';
import { useAddressParams } from '@/hooks/use-address-params';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import { useConflicts } from '../api/use-activity';
import css from './activity.module.css';
import { ActivityTabs } from './activity-tabs';
import { FilterSelect } from './filter-select';
import { More, SeeRuns } from './runs-page';

const rowOf = (c: api.Conflict) => `/project/${encodeURIComponent(c.table)}?search=${encodeURIComponent(c.key)}&row=${encodeURIComponent(c.row)}`;
const fieldKey = (table: string, field: string) => JSON.stringify([table, field]);

function parseField(key: string): { table: string; field: string } {
  try {
    const parsed: unknown = JSON.parse(key);
    if (Array.isArray(parsed) && typeof parsed[0] === 'string' && typeof parsed[1] === 'string') return { table: parsed[0], field: parsed[1] };
  } catch {
    // an address typed by hand
  }
  return { table: '', field: '' };
}

/** Fields for which two integrations say different things. */
export function ConflictsPage() {
  const { t } = useTranslation('activity');
  const locale = useLocale();
  const { get, set } = useAddressParams();
  const of = get('of');
  const answer = useConflicts(parseField(of));
  const label = (n: api.ConflictCount) => t('conflicts.fieldCount', { table: n.table, field: n.field, number: formatNumber(n.count, locale) });
  const tabs = (
    <ActivityTabs integration={get('integration')}>
      {(of !== '' || answer.conflicts?.length !== 0) && (
        <FilterSelect label={t('conflicts.filter')} allLabel={t('conflicts.allFields')} width={260} options={answer.fields.map((n) => ({ value: fieldKey(n.table, n.field), label: label(n) }))} value={of} onChange={(next) => set({ of: next })} />
      )}
    </ActivityTabs>
  );
  return (
    <Page title={t('title')} sentence={t('conflicts.sentence')} tabs={tabs}>
      <Conflicts answer={answer} isNarrowed={of !== ''} onClear={() => set({ of: '' })} />
    </Page>
  );
}

function Conflicts({ answer, isNarrowed, onClear }: { answer: ReturnType<typeof useConflicts>; isNarrowed: boolean; onClear: () => void }) {
  const { t } = useTranslation('activity');
  const navigate = useNavigate();
  const [settled, setSettled] = useState<api.Conflict>();
  const { conflicts, total, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = answer;
  if (error !== null) return <ErrorView error={error} onAction={() => void refetch()} />;
  if (conflicts === undefined) return <LoadingRows headed rows={6} />;
  const dialog = settled !== undefined && <OrderDialog table={settled.table} field={settled.field} onClose={() => setSettled(undefined)} />;
  if (conflicts.length === 0) {
    return (
      <>
        {isNarrowed ? <EmptyState sentence={t('conflicts.noMatch')} action={<Button onClick={onClear}>{t('filter.clear')}</Button>} /> : <EmptyState sentence={t('conflicts.none')} action={<SeeRuns />} />}
        {dialog}
      </>
    );
  }
  const columns: ListColumn<api.Conflict>[] = [
    { key: 'row', head: t('conflicts.row'), width: 'minmax(130px, 1.2fr)', render: (c) => <Row conflict={c} /> },
    { key: 'field', head: t('conflicts.field'), width: 'minmax(80px, 0.7fr)', render: (c) => <p className="cut" title={c.field}>{c.field}</p> },
    { key: 'kept', head: t('conflicts.kept'), width: 'minmax(110px, 1fr)', render: (c) => <Says type={c.type} value={c.kept} by={c.keptBy} /> },
    { key: 'said', head: t('conflicts.said'), width: 'minmax(110px, 1fr)', render: (c) => <Says type={c.type} value={c.said} by={c.saidBy} /> },
    { key: 'since', head: t('conflicts.since'), width: '176px', wideOnly: true, render: (c) => <span className="small muted nowrap"><RelativeTimeOrNever at={parseTime(c.since)} /></span> },
  ];
  return (
    <>
      <ListTable
        label={t('conflicts.title')}
        columns={columns}
        rows={conflicts}
        rowKey={(c) => `${c.table} ${c.row} ${c.field} ${c.saidBy} ${c.dataType}`}
        menuOf={(c) => ({
          label: t('conflicts.gear', { row: c.key, field: c.field }),
          items: [
            { key: 'order', label: t('conflicts.settle'), icon: IconArrowsSort, onSelect: () => setSettled(c) },
            { key: 'row', label: t('conflicts.openRow'), icon: IconTable, onSelect: () => void navigate(rowOf(c)) },
          ],
        })}
      />
      <More shown={conflicts.length} total={total} hasMore={hasNextPage} isBusy={isFetchingNextPage} onMore={() => void fetchNextPage()} />
      {dialog}
    </>
  );
}

function Row({ conflict }: { conflict: api.Conflict }) {
  const { t } = useTranslation('rows');
  return (
    <>
      <h2 className="row-title">
        <Link to={rowOf(conflict)} className={`cut ${css.rowLink ?? ''}`} title={conflict.key}>
          {conflict.key === '' ? t('noKey') : conflict.key}
        </Link>
      </h2>
      <p className="small faint cut">{conflict.table}</p>
    </>
  );
}

function Says({ type, value, by }: { type: api.Conflict['type']; value: string | null | undefined; by: string }) {
  const { t } = useTranslation('rows');
  const words = useValueWords();
  const text = isEmpty(value) ? '' : valueText(type, value ?? '', words);
  return (
    <>
      <p className="cut" title={text}>
        {text === '' ? <span className="empty-value">{t('empty')}</span> : text}
      </p>
      <p className="small faint cut" title={by}>
        {by}
      </p>
    </>
  );
}
