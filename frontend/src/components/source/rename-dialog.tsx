import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/ui/dialog';
import { ErrorView } from '@/components/ui/error-view';

interface Props {
  title: string;
  name: string;
  onRename: (name: string) => Promise<unknown>;
  onClose: () => void;
}

const form = 'rename-authorization';

export function RenameDialog({ title, name, onRename, onClose }: Props) {
  const { t } = useTranslation('source');
  const [typed, setTyped] = useState(name);
  const [error, setError] = useState<unknown>();
  const submit = async () => {
    if (typed.trim() === '') return;
    try {
      await onRename(typed.trim());
      onClose();
    } catch (thrown) {
      setError(thrown);
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
          <Button type="submit" form={form} variant="filled">
            {t('menu.rename')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="stack"
        noValidate
        onSubmit={(e) => {
          e.stopPropagation();
          e.preventDefault();
          void submit();
        }}
      >
        {error !== undefined && <ErrorView error={error} />}
        <TextInput label={t('form.name')} value={typed} data-autofocus onChange={(e) => setTyped(e.currentTarget.value)} error={typed.trim() === '' ? t('form.nameMissing') : undefined} />
      </form>
    </Dialog>
  );
}
