import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api } from '@/bridge/types';
import { GearMenu } from '@/components/ui/gear-menu';
import { Page } from '@/components/ui/page';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import { useRows } from '../api/use-rows';
import { ExportMenu } from './export-menu';
import { FieldsPart } from './fields-part';
import { RowsPart } from './rows-part';
import { RowsTools } from './rows-tools';
import { columnsOf } from './columns';
import { useTableMenu } from './use-table-menu';
import { useView } from './use-view';

/** A table: its rows, its deleted rows, its fields. */
export function TableView({ table, saved }: { table: api.Table; saved: api.TableView[] }) {
  const { t } = useTranslation('project');
  const navigate = useNavigate();
  const view = useView(table, columnsOf(table), saved);
  const rows = useRows(view.query);
  // Rows and the heads above them change together: those of a new choice stand once its rows are here.
  const shown = view.allColumns.filter((field) => rows.query.fields.includes(field.name));
  const menu = useTableMenu((to) => void navigate(`/project/${encodeURIComponent(to)}`, { replace: true }));
  return (
    <Page
      title={table.name}
      sentence={useSentence(table)}
      back={{ to: '/project', label: t('title') }}
      layout="fill"
      action={
        <div className="row">
          {view.part !== 'fields' && <ExportMenu query={rows.query} total={rows.searched?.state === api.SearchState.whole ? rows.total : undefined} isDeleted={view.part === 'deleted'} />}
            <GearMenu {...menu.menuOf(table)} />
        </div>
      }
      tools={<RowsTools table={table} view={view} />}
    >
      {view.part === 'fields' ? <FieldsPart table={table} /> : <RowsPart table={table} columns={shown} view={view} rows={rows} />}
      {menu.dialog}
    </Page>
  );
}

function useSentence(table: api.Table): string {
  const { t } = useTranslation('project');
  const locale = useLocale();
  const size = t('table.size', { rows: t('rows', { count: table.rows, number: formatNumber(table.rows, locale) }), fields: t('fields', { count: table.fields.length, number: formatNumber(table.fields.length, locale) }) });
  if (table.fedBy.length === 0) return `${size} ${t('table.notFed')}`;
  const names = new Intl.ListFormat(locale, { type: 'conjunction' }).format(table.fedBy.map((i) => i.name));
  return `${size} ${t('table.fedBy', { names })}`;
}
