import { Button } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog';
import { ErrorView } from './error-view';

interface Props {
  onClose: () => void;
  title: string;
  sentence?: ReactNode;
  width?: number;
  /** The verb of the button that sends the form: "Create". */
  verb: string;
  isBusy?: boolean;
  /** Why the last try failed; null or undefined where none did. */
  error?: unknown;
  onSubmit: () => void;
  children: ReactNode;
}

/** A pop-up with one form: Cancel, and a verb that Enter does too. It is open as long as it is there. */
export function FormDialog({ onClose, title, sentence, width, verb, isBusy = false, error, onSubmit, children }: Props) {
  const { t } = useTranslation('ui');
  const form = useId();
  return (
    <Dialog
      opened
      onClose={onClose}
      title={title}
      {...(sentence === undefined ? {} : { sentence })}
      {...(width === undefined ? {} : { width })}
      foot={
        <>
          <Button className="right" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="filled" type="submit" form={form} loading={isBusy}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className="stack"
        noValidate
        onSubmit={(e) => {
          // React hands events on through portals: a form of the page beneath would be sent too.
          e.stopPropagation();
          e.preventDefault();
          onSubmit();
        }}
      >
        {error !== undefined && error !== null && <ErrorView error={error} />}
        {children}
      </form>
    </Dialog>
  );
}
