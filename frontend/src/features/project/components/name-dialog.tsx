import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/ui/dialog';
import { ErrorView } from '@/components/ui/error-view';

interface Props {
  title: string;
  label: string;
  name: string;
  help: string;
  onRename: (name: string) => Promise<void>;
  onClose: () => void;
}

const form = 'rename-in-project';

/** Another name for a table or a field. */
export function NameDialog({ title, label, name, help, onRename, onClose }: Props) {
  const { t } = useTranslation('project');
  const [typed, setTyped] = useState(name);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const wanted = typed.trim();
  const submit = async () => {
    if (wanted === '') return;
    if (wanted === name) {
      onClose();
      return;
    }
    setBusy(true);
    try {
      await onRename(wanted);
      onClose();
    } catch (thrown) {
      setError(thrown);
      setBusy(false);
    }
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title}
      foot={
        <>
          <Button className="right" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="filled" type="submit" form={form} loading={isBusy}>
            {t('rename.do')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="stack"
        onSubmit={(e) => {
          e.preventDefault();
          void submit();
        }}
      >
        {error !== undefined && <ErrorView error={error} />}
        <TextInput label={label} description={help} value={typed} onChange={(e) => setTyped(e.currentTarget.value)} error={wanted === '' ? t('nameMissing') : undefined} data-autofocus />
      </form>
    </Dialog>
  );
}
