import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { IconPencil } from '@tabler/icons-react';
import { api } from '@/bridge/types';
import { GearMenu } from '@/components/ui/gear-menu';
import { Page } from '@/components/ui/page';
import { RenameDialog } from '@/components/ui/rename-dialog';
import { toastDone } from '@/components/ui/toast';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import { useRows } from '../api/use-rows';
import { useRenameTable } from '../api/use-tables';
import { ExportMenu } from './export-menu';
import { FieldsPart } from './fields-part';
import { RowsPart } from './rows-part';
import { RowsTools } from './rows-tools';
import { columnsOf } from './columns';
import { useView } from './use-view';

/** A table: its rows, its deleted rows, its fields. */
export function TableView({ table }: { table: api.Table }) {
  const { t } = useTranslation('project');
  const columns = columnsOf(table);
  const view = useView(table, columns);
  const rows = useRows(view.query);
  return (
    <Page
      title={table.name}
      sentence={useSentence(table)}
      back={{ to: '/project', label: t('title') }}
      layout="fill"
      action={
        <div className="row">
          {view.part !== 'fields' && <ExportMenu query={rows.query} total={rows.searched?.state === api.SearchState.whole ? rows.total : undefined} isDeleted={view.part === 'deleted'} />}
          <TableMenu table={table} />
        </div>
      }
      tools={<RowsTools table={table} view={view} />}
    >
      {view.part === 'fields' ? <FieldsPart table={table} /> : <RowsPart table={table} columns={columns} view={view} rows={rows} />}
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

function TableMenu({ table }: { table: api.Table }) {
  const { t } = useTranslation('project');
  const navigate = useNavigate();
  const { mutateAsync } = useRenameTable();
  const [isRenaming, setRenaming] = useState(false);
  const rename = async (to: string) => {
    await mutateAsync({ name: table.name, to });
    toastDone(t('rename.done', { name: to }));
    void navigate(`/project/${encodeURIComponent(to)}`, { replace: true });
  };
  return (
    <>
      <GearMenu label={t('table.gear', { name: table.name })} items={[{ key: 'rename', label: t('rename.table'), icon: IconPencil, onSelect: () => setRenaming(true) }]} />
      {isRenaming && <RenameDialog title={t('rename.table')} label={t('create.name')} name={table.name} help={t('rename.help')} onRename={rename} onClose={() => setRenaming(false)} />}
    </>
  );
}
