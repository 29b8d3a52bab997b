import { IconKey, IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type api, domain } from '@/bridge/types';
import { smallIcon } from '@/components/ui/icon-size';
import { type ListColumn, ListTable } from '@/components/ui/list-table';
import { RenameDialog } from '@/components/ui/rename-dialog';
import { useValueWords } from '@/components/rows/use-value-words';
import { toastDone } from '@/components/ui/toast';
import { useRenameField } from '../api/use-tables';
import css from './tables-page.module.css';

/** The fields of a table: what each may hold. */
export function FieldsPart({ table }: { table: api.Table }) {
  const { t } = useTranslation('project');
  const words = useValueWords();
  const [renamed, setRenamed] = useState<string>();
  const { mutateAsync } = useRenameField(table.name);
  const rename = async (to: string) => {
    await mutateAsync({ name: renamed ?? '', to });
    toastDone(t('rename.done', { name: to }));
  };
  const columns: ListColumn<api.Field>[] = [
    { key: 'name', head: t('field.name'), width: 'minmax(160px, 1fr)', render: (f) => <Name field={f} isKey={table.keys.includes(f.name)} /> },
    { key: 'type', head: t('field.type'), width: 'minmax(140px, 1fr)', render: (f) => <TypeWords field={f} /> },
    { key: 'required', head: t('field.required'), width: '110px', render: (f) => <span className={f.required ? 'small' : 'small faint'}>{f.required ? words.yes : words.no}</span> },
  ];
  return (
    <div className={css.fields}>
      <ListTable label={t('part.fields')} columns={columns} rows={table.fields} rowKey={(f) => f.name} menuOf={(f) => ({ label: t('field.gear', { name: f.name }), items: [{ key: 'rename', label: t('rename.field'), icon: IconPencil, onSelect: () => setRenamed(f.name) }] })} />
      {renamed !== undefined && <RenameDialog title={t('rename.field')} label={t('field.name')} name={renamed} help={t('rename.help')} onRename={rename} onClose={() => setRenamed(undefined)} />}
    </div>
  );
}

function Name({ field, isKey }: { field: api.Field; isKey: boolean }) {
  const { t } = useTranslation('project');
  return (
    <h2 className="row-title row">
      <span className="cut">{field.name}</span>
      {isKey && (
        <span className="row tiny faint nowrap">
          <IconKey {...smallIcon} />
          {t('key')}
        </span>
      )}
    </h2>
  );
}

function TypeWords({ field }: { field: api.Field }) {
  const { t } = useTranslation('project');
  return (
    <p className="small muted cut">
      {t(`type.${field.type}`)}
      {field.type === domain.FieldType.choice && <span className="faint"> {field.choices.join(', ')}</span>}
    </p>
  );
}
