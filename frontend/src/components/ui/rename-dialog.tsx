import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from './form-dialog';

interface Props {
  title: string;
  label: string;
  name: string;
  /** What follows from another name. */
  help?: string;
  /** Not called with a blank name or the one it has. The dialog stays open when it throws. */
  onRename: (name: string) => unknown;
  onClose: () => void;
}

/** Another name for anything that has one. */
export function RenameDialog({ title, label, name, help, onRename, onClose }: Props) {
  const { t } = useTranslation('ui');
  const [typed, setTyped] = useState(name);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const wanted = typed.trim();
  const submit = async () => {
    if (wanted === '') return;
    setBusy(true);
    try {
      if (wanted !== name) await onRename(wanted);
      onClose();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <FormDialog title={title} verb={t('rename')} isBusy={isBusy} error={error} onSubmit={() => void submit()} onClose={onClose}>
      <TextInput label={label} description={help} value={typed} onChange={(e) => setTyped(e.currentTarget.value)} error={wanted === '' ? t('nameMissing') : undefined} data-autofocus />
    </FormDialog>
  );
}
