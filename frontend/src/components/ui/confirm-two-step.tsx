import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './confirm-two-step.module.css';
import { Dialog } from './dialog';
import { ErrorView } from './error-view';

interface Props {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** Names what will be lost, with numbers where there are any. */
  lost: ReactNode;
  /** The verb of the second click: "Remove". */
  verb: string;
  onConfirm: () => Promise<void> | void;
}

/** A destructive action: it names the loss and wants a second, different click. */
export function ConfirmTwoStep({ opened, onClose, title, lost, verb, onConfirm }: Props) {
  const { t } = useTranslation('ui');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const close = () => {
    setError(undefined);
    onClose();
  };
  const confirm = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog
      opened={opened}
      onClose={close}
      title={title}
      foot={
        <>
          <Button className="right" onClick={close} data-autofocus>
            {t('keep')}
          </Button>
          <Button variant="danger" loading={isBusy} onClick={() => void confirm()}>
            {verb}
          </Button>
        </>
      }
    >
      <div className="stack">
        <div className={`muted ${css.lost ?? ''}`}>{lost}</div>
        {error !== undefined && <ErrorView error={error} />}
      </div>
    </Dialog>
  );
}
