import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { FormDialog } from '@/components/ui/form-dialog';
import { icon } from '@/components/ui/icon-size';
import { toastDone } from '@/components/ui/toast';
import { useAddField } from '../api/use-tables';
import { FieldDraft, newField } from './field-draft';

/** The button that adds a field to a table, and its form. */
export function AddField({ table }: { table: api.Table }) {
  const { t } = useTranslation('project');
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <Button leftSection={<IconPlus {...icon} />} onClick={() => setAdding(true)}>
        {t('field.add')}
      </Button>
      {isAdding && <AddFieldDialog table={table} onClose={() => setAdding(false)} />}
    </>
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
