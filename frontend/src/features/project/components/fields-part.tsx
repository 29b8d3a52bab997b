import { Button } from '@mantine/core';
import { IconKey, IconPencil, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type api, domain } from '@/bridge/types';
import { FormDialog } from '@/components/ui/form-dialog';
import { icon, smallIcon } from '@/components/ui/icon-size';
import { type ListColumn, ListTable } from '@/components/ui/list-table';
import { RenameDialog } from '@/components/ui/rename-dialog';
import { SectionHead } from '@/components/ui/section-head';
import { useValueWords } from '@/components/rows/use-value-words';
import { toastDone } from '@/components/ui/toast';
import { useAddField, useRenameField } from '../api/use-tables';
import { FieldDraft, newField } from './field-draft';
import css from './tables-page.module.css';

/** The fields of a table: what each may hold. */
export function FieldsPart({ table }: { table: api.Table }) {
  const { t } = useTranslation('project');
  const words = useValueWords();
  const [isAdding, setAdding] = useState(false);
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
      <SectionHead
        title={t('part.fields')}
        sentence={t('field.sentence')}
        action={
          <Button size="xs" leftSection={<IconPlus {...icon} />} onClick={() => setAdding(true)}>
            {t('field.add')}
          </Button>
        }
      />
      <ListTable label={t('part.fields')} columns={columns} rows={table.fields} rowKey={(f) => f.name} menuOf={(f) => ({ label: t('field.gear', { name: f.name }), items: [{ key: 'rename', label: t('rename.field'), icon: IconPencil, onSelect: () => setRenamed(f.name) }] })} />
      {isAdding && <AddFieldDialog table={table} onClose={() => setAdding(false)} />}
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

function AddFieldDialog({ table, onClose }: { table: api.Table; onClose: () => void }) {
  const { t } = useTranslation('project');
  const [field, setField] = useState(newField);
  const [isChecked, setChecked] = useState(false);
  const { mutate, isPending, error } = useAddField(table.name);
  const submit = () => {
    setChecked(true);
    if (field.name.trim() === '') return;
    mutate(field, {
      onSuccess: () => {
        toastDone(t('field.added', { name: field.name.trim() }));
        onClose();
      },
    });
  };
  return (
    <FormDialog
      title={t('field.add')}
      {...(table.rows > 0 ? { sentence: t('field.notRequired') } : {})}
      width={560}
      verb={t('field.addDo')}
      isBusy={isPending}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      <FieldDraft field={field} number={1} onChange={setField} canBeRequired={table.rows === 0} error={isChecked && field.name.trim() === '' ? t('nameMissing') : undefined} />
    </FormDialog>
  );
}
