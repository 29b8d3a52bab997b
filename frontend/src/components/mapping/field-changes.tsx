import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '@/components/ui/notice';
import { toastDone, toastProblem } from '@/components/ui/toast';

interface Props {
  /** Words for the data type. */
  label: string;
  /** What has changed, in sentences. */
  words: string[];
  /** No run goes on before the person has decided. */
  stops: boolean;
  onOpen: () => void;
  onDismiss: () => Promise<unknown>;
}

/** The service sends other fields than were known: what changed, and the two things one can do about it. */
export function FieldChanges({ label, words, stops, onOpen, onDismiss }: Props) {
  const { t } = useTranslation('mapping');
  const [isPending, setPending] = useState(false);
  const dismiss = async () => {
    setPending(true);
    try {
      await onDismiss();
      toastDone(t('changes.dismissed', { dataType: label }));
    } catch (thrown) {
      toastProblem(thrown);
    } finally {
      setPending(false);
    }
  };
  return (
    <Notice
      kind={stops ? 'stopped' : 'needs'}
      title={t('changes.title', { dataType: label })}
      actions={
        <>
          <Button size="xs" loading={isPending} onClick={() => void dismiss()}>
            {t('changes.dismiss')}
          </Button>
          <Button size="xs" variant="filled" onClick={onOpen}>
            {t('changes.open')}
          </Button>
        </>
      }
    >
      {words.map((sentence) => (
        <p key={sentence} className="small">
          {sentence}
        </p>
      ))}
      <p className="small muted">{stops ? t('changes.stops') : t('changes.goesOn')}</p>
    </Notice>
  );
}
