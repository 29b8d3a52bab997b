import { Button } from '@mantine/core';
import { useViewportSize } from '@mantine/hooks';
import { IconArrowBackUp, IconCopy, IconKey, IconLayoutSidebarRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/bridge/types';
import { DataGrid } from '@/components/grid/data-grid';
import { cellsIn, type GridCell, type GridPlace, type GridRange } from '@/components/grid/grid-types';
import type { ThingMenu } from '@/components/ui/context-menu';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import type { GearItem } from '@/components/ui/gear-menu';
import { smallIcon } from '@/components/ui/icon-size';
import { LoadingRows } from '@/components/ui/loading-rows';
import { type useRows, useSample } from '../api/use-rows';
import { FilterCell } from './filter-cell';
import { RestoreButton, useRestore } from './restore-button';
import { RowDrawer } from './row-drawer';
import { RowsFoot } from './rows-foot';
import css from './rows-part.module.css';
import { useCopyCells } from './use-copy-cells';
import { useValueWords } from '@/components/rows/use-value-words';
import type { View } from './use-view';
import { useWidths } from './use-widths';
import { WaitingRows } from './waiting-rows';
import { isEmpty, isNumber, valueText } from '@/components/rows/value-text';

const sidebar = 208;
const drawer = 392;
const narrow = 1100;
/** As many rows tell how wide a column is. */
const sampled = 60;

interface Props {
  table: api.Table;
  columns: api.Field[];
  view: View;
  rows: ReturnType<typeof useRows>;
}

/** The grid of a table, and the drawer of one row. */
export function RowsPart({ table, columns, view, rows }: Props) {
  const { t } = useTranslation('project');
  const words = useValueWords();
  const viewport = useViewportSize().width;
  const { sample, isWaiting } = useSample(rows.query, view.allColumns.map((f) => f.name));
  const textsOf = ({ name, type }: api.Field) => {
    const at = sample?.fields.indexOf(name) ?? -1;
    return (sample?.rows ?? []).slice(0, sampled).map((row) => valueText(type, (row.values[at] as string | null | undefined) ?? '', words));
  };
  const { widths, resize } = useWidths(table.name, columns, textsOf, viewport >= narrow ? viewport - sidebar - drawer : 0);
  const copy = useCopyCells(rows.query, columns);
  const { openRow, open, follow } = useOpenRow(view, rows);
  const cellOf = (index: number, column: number): GridCell | undefined => {
    const row = rows.rowAt(index);
    const field = columns[column];
    if (row === undefined || field === undefined) return undefined;
    const value = row.values[column];
    const isChanged = row.new || row.changed.includes(field.name);
    const mark = column > 0 ? undefined : row.deleted ? <RestoreButton table={table.name} id={row.id} /> : row.new ? <em className={css.new}>{t('new')}</em> : undefined;
    if (isEmpty(value)) return { content: t('value.empty'), isEmpty: true, isChanged, mark };
    return { content: valueText(field.type, value ?? '', words), isChanged, mark, title: value };
  };
  const { restore } = useRestore(table.name);
  const menuOf = (place: GridPlace, range: GridRange): ThingMenu => {
    const row = rows.rowAt(place.row);
    if (row === undefined) return { label: '', items: [] };
    const items: GearItem[] = [
      { key: 'open', label: t('row.open'), icon: IconLayoutSidebarRight, onSelect: () => view.setRow(row.id) },
      { key: 'copy', label: t('row.copy', { count: cellsIn(range) }), icon: IconCopy, onSelect: () => copy(range) },
    ];
    if (row.deleted) items.push({ key: 'restore', label: t('restore.do'), icon: IconArrowBackUp, afterLine: true, onSelect: () => restore(row.id) });
    return { label: t('row.menu'), items };
  };
  const instead = useInstead(table, view, rows);
  if ((rows.total === undefined || isWaiting) && rows.error === null) return <WaitingRows />;
  return (
    <div className={css.rows}>
      <DataGrid
        label={t('table.grid', { table: table.name })}
        columns={columns.map((f, i) => ({ key: f.name, label: f.name, width: widths[i] ?? 0, align: alignOf(f, columns), sign: table.keys.includes(f.name) ? <KeySign /> : undefined }))}
        rowCount={rows.total ?? 0}
        cellOf={cellOf}
        sort={view.sort}
        onSort={view.sortBy}
        onResize={resize}
        filterOf={({ key }) => {
          const field = columns.find((f) => f.name === key);
          return field === undefined ? null : <FilterCell field={field} align={alignOf(field, columns)} filter={view.filters[key]} onChange={(filter) => view.filter(key, filter)} />;
        }}
        openRow={openRow}
        onOpen={open}
        onMove={follow}
        onCopy={copy}
        menuOf={menuOf}
        onShow={rows.show}
        instead={instead}
        isBusy={rows.isBusy}
        subject={JSON.stringify({ ...rows.query, changedSince: '' })}
      />
      <RowsFoot table={table} total={rows.total} isNarrowed={view.isNarrowed} isDeleted={view.part === 'deleted'} searched={rows.searched} />
      <RowDrawer table={table} id={view.row} onClose={() => view.setRow('')} />
    </div>
  );
}

/** Numbers stand at the right, but the first column begins every row. */
const alignOf = (field: api.Field, columns: api.Field[]): 'right' | undefined => (isNumber(field.type) && field !== columns[0] ? 'right' : undefined);

function KeySign() {
  const { t } = useTranslation('project');
  return (
    <>
      <IconKey {...smallIcon} />
      <span className="visually-hidden">{t('key')}</span>
    </>
  );
}

/** Which row is open: it is known by its id, and found among the rows that are drawn. */
function useOpenRow(view: View, rows: ReturnType<typeof useRows>) {
  const to = ({ row: index }: GridPlace) => {
    const row = rows.rowAt(index);
    if (row !== undefined && row.id !== view.row) view.setRow(row.id);
  };
  const isOpen = view.row !== '';
  return {
    openRow: isOpen ? findShown(view.row, rows) : undefined,
    open: to,
    follow: (place: GridPlace) => {
      if (isOpen) to(place);
    },
  };
}

function findShown(id: string, rows: ReturnType<typeof useRows>): number | undefined {
  for (let i = rows.shown.first; i <= rows.shown.last; i++) if (rows.rowAt(i)?.id === id) return i;
  return undefined;
}

/** What stands where the rows would: an error, an empty table, filters that nothing fits. */
function useInstead(table: api.Table, view: View, rows: ReturnType<typeof useRows>) {
  const { t } = useTranslation('project');
  if (rows.error !== null) return <ErrorView error={rows.error} onAction={rows.retry} />;
  if (rows.total !== 0) return undefined;
  if (rows.searched?.state === api.SearchState.running) return <LoadingRows rows={12} />;
  if (rows.searched?.state === api.SearchState.stopped) return <EmptyState small sentence={t('searched.nothingYet')} />;
  // What is marked as changed since then leaves every row in its place.
  const isSearchedOnly = view.search !== '' && Object.keys(view.filters).length === 0;
  const narrowed = { sentence: isSearchedOnly ? t('notFound', { text: view.search }) : t('noMatch'), action: <Button onClick={view.clear}>{isSearchedOnly ? t('showAll') : t('filter.clearAll')}</Button> };
  if (view.isNarrowed) return <EmptyState small {...narrowed} />;
  if (view.part === 'deleted') return <EmptyState small sentence={t('noDeleted')} />;
  const connect = (
    <Button component={Link} to="/connect" variant="filled">
      {t('connect')}
    </Button>
  );
  return table.fedBy.length === 0 ? <EmptyState small sentence={t('table.emptyNotFed')} action={connect} /> : <EmptyState small sentence={t('table.empty')} />;
}
