import { Button } from '@mantine/core';
import { IconExternalLink, IconPlus, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { api } from '@/bridge/types';
import type { ThingMenu } from '@/components/ui/context-menu';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { icon } from '@/components/ui/icon-size';
import { type ListColumn, ListTable } from '@/components/ui/list-table';
import { LoadingRows } from '@/components/ui/loading-rows';
import { NumberText } from '@/components/ui/number-text';
import { Page } from '@/components/ui/page';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import { useTables } from '../api/use-tables';
import { CreateTableDialog } from './create-table-dialog';
import { LiveExport } from './live-export';
import { nameTrack } from './name-track';
import css from './tables-page.module.css';
import { useTableMenu } from './use-table-menu';

/** The tables of the project. */
export function TablesPage() {
  const { t } = useTranslation('project');
  const locale = useLocale();
  const { data, error, refetch } = useTables();
  const [isCreating, setCreating] = useState(false);
  const isEmpty = data?.length === 0;
  const rows = data?.reduce((sum, table) => sum + table.rows, 0) ?? 0;
  const create = (
    <Button leftSection={<IconPlus {...icon} />} onClick={() => setCreating(true)}>
      {t('create.title')}
    </Button>
  );
  const connect = (
    <div className="row">
      <Button component={Link} to="/connect" variant="filled">
        {t('connect')}
      </Button>
      {create}
    </div>
  );
  const sentence = data === undefined ? '' : isEmpty ? t('list.sentenceEmpty') : t('list.sentence', { tables: t('tables', { count: data.length, number: formatNumber(data.length, locale) }), rows: t('rows', { count: rows, number: formatNumber(rows, locale) }) });
  return (
    <Page title={t('title')} sentence={sentence} action={isEmpty || error !== null ? undefined : create}>
      {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
      {data === undefined && error === null && <LoadingRows headed />}
      {data !== undefined && (isEmpty ? <EmptyState sentence={t('list.empty')} action={connect} /> : <Tables tables={data} />)}
      {data !== undefined && !isEmpty && <LiveExport tables={data} />}
      {isCreating && <CreateTableDialog onClose={() => setCreating(false)} />}
    </Page>
  );
}

const shownFields = 5;

const pageOf = (table: api.Table) => `/project/${encodeURIComponent(table.name)}`;

function Tables({ tables }: { tables: api.Table[] }) {
  const { t } = useTranslation('project');
  const navigate = useNavigate();
  const menu = useTableMenu();
  const menuOf = (table: api.Table): ThingMenu => {
    const { label, items } = menu.menuOf(table);
    return { label, items: [{ key: 'open', label: t('list.open'), icon: IconExternalLink, onSelect: () => void navigate(pageOf(table)) }, ...items] };
  };
  const columns: ListColumn<api.Table>[] = [
    { key: 'name', head: t('list.name'), width: nameTrack, render: (table) => <Name table={table} /> },
    { key: 'rows', head: t('list.rows'), width: '96px', align: 'right', render: (table) => (table.rows === 0 ? <span className="faint">{0}</span> : <NumberText value={table.rows} />) },
    { key: 'fields', head: t('list.fields'), width: 'minmax(200px, 2fr)', wideOnly: true, render: (table) => <Fields table={table} /> },
    { key: 'fedBy', head: t('list.fedBy'), width: 'minmax(160px, 1.4fr)', render: (table) => <FedBy integrations={table.fedBy} /> },
  ];
  return (
    <div className={css.tables}>
      <ListTable label={t('list.label')} columns={columns} rows={tables} rowKey={(table) => table.name} menuOf={menuOf} />
      {menu.dialog}
    </div>
  );
}

function Name({ table }: { table: api.Table }) {
  return (
    <h2 className="row-title row">
      <IconTable {...icon} color="var(--ink-3)" />
      <Link className="cut" to={pageOf(table)} title={table.name}>
        {table.name}
      </Link>
    </h2>
  );
}

function Fields({ table }: { table: api.Table }) {
  const { t } = useTranslation('project');
  const locale = useLocale();
  const names = table.fields.slice(0, shownFields).map((f) => f.name);
  const more = table.fields.length - names.length;
  if (more > 0) names.push(t('list.moreFields', { count: more, number: formatNumber(more, locale) }));
  return (
    <p className="small muted cut" title={table.fields.map((f) => f.name).join(', ')}>
      {new Intl.ListFormat(locale, { type: 'unit' }).format(names)}
    </p>
  );
}

function FedBy({ integrations }: { integrations: api.Reference[] }) {
  const { t } = useTranslation('project');
  if (integrations.length === 0) return <span className="small faint">{t('list.fedByNone')}</span>;
  return (
    <span className={`small ${css.fedBy ?? ''}`}>
      {integrations.map((i) => (
        <Link key={i.id} to={`/integrations/${i.id}`} className="cut" title={i.name}>
          {i.name}
        </Link>
      ))}
    </span>
  );
}
