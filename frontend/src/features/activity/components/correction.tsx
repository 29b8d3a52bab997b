import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { ErrorView } from '@/components/ui/error-view';
import { toastDone } from '@/components/ui/toast';
import { useReplayChanged } from '../api/use-activity';
import css from './activity.module.css';

/** The record to correct by hand: the row is made from what is written here. */
export function Correction({ error, onClose }: { error: api.RecordError; onClose: () => void }) {
  const { t } = useTranslation('activity');
  const [record, setRecord] = useState(error.record);
  const { mutate, isPending, error: problem } = useReplayChanged();
  const start = () =>
    mutate(
      { id: error.id, record },
      {
        onSuccess: ({ fixed }) => {
          toastDone(fixed > 0 ? t('correct.done') : t('correct.still'));
          if (fixed > 0) onClose();
        },
      },
    );
  return (
    <div className="stack">
      <Textarea label={t('correct.label')} description={t('correct.means')} value={record} onChange={(e) => setRecord(e.currentTarget.value)} autosize minRows={6} maxRows={18} classNames={{ input: css.correct ?? '' }} spellCheck={false} />
      {problem !== null && <ErrorView error={problem} />}
      <div className="row">
        <Button size="xs" variant="filled" onClick={start} loading={isPending} disabled={record === error.record}>
          {t('correct.do')}
        </Button>
        <Button size="xs" onClick={onClose}>
          {t('correct.cancel')}
        </Button>
      </div>
    </div>
  );
}
