import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '@/components/ui/dialog';

interface Props {
  opened: boolean;
  name: string;
  onClose: () => void;
  onRename: (name: string) => void;
}

const form = 'rename-integration';

export function RenameDialog({ opened, name, onClose, onRename }: Props) {
  const { t } = useTranslation('integrations');
  const [typed, setTyped] = useState(name);
  const submit = () => {
    if (typed.trim() === '') return;
    onRename(typed.trim());
    onClose();
  };
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('menu.rename')}
      foot={
        <>
          <Button className="right" onClick={onClose}>
            {t('rename.cancel')}
          </Button>
          <Button variant="filled" type="submit" form={form}>
            {t('rename.do')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(e) => {
          e.preventDefault();
          submit();
        }}
      >
        <TextInput label={t('name')} value={typed} onChange={(e) => setTyped(e.currentTarget.value)} error={typed.trim() === '' ? t('nameMissing') : undefined} data-autofocus />
      </form>
    </Dialog>
  );
}
