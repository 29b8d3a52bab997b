import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '@/components/ui/form-dialog';
import { useSaveView } from '../api/use-views';
import type { View } from './use-view';

/** Gives what is looked at a name. */
export function SaveViewDialog({ table, view, onClose }: { table: string; view: View; onClose: () => void }) {
  const { t } = useTranslation('project');
  const [name, setName] = useState('');
  const [isDefault, setDefault] = useState(false);
  const [isTried, setTried] = useState(false);
  const { mutate, isPending, error } = useSaveView(table);
  const wanted = name.trim().replace(/\s+/g, ' ');
  const save = () => {
    setTried(true);
    if (wanted === '') return;
    mutate(
      { was: '', view: view.toSave(wanted, isDefault) },
      {
        onSuccess: () => {
          view.noteSaved(wanted);
          onClose();
        },
      },
    );
  };
  return (
    <FormDialog title={t('views.saveAs')} sentence={t('views.sentence')} verb={t('views.save')} isBusy={isPending} error={error} onSubmit={save} onClose={onClose}>
      <TextInput label={t('views.name')} value={name} onChange={(e) => setName(e.currentTarget.value)} error={isTried && wanted === '' ? t('nameMissing') : undefined} data-autofocus />
      <Checkbox label={t('views.first')} checked={isDefault} onChange={(e) => setDefault(e.currentTarget.checked)} />
    </FormDialog>
  );
}
