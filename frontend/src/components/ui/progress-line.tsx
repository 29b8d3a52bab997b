import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NumberText } from './number-text';
import css from './progress-line.module.css';
import { StatusChip } from './status-chip';

interface Props {
  label: string;
  /** What is happening, in words: "Customers, 180 of 412". */
  sentence: ReactNode;
  done: number;
  /** Unknown for a source that does not say how much there is; the bar then only moves. */
  total?: number | undefined;
  perSecond?: number | undefined;
  onCancel?: (() => void) | undefined;
  isCancelling?: boolean;
}

/** Long work: what, how far, how fast, and a way to stop it. */
export function ProgressLine({ label, sentence, done, total, perSecond, onCancel, isCancelling = false }: Props) {
  const { t } = useTranslation('ui');
  const isKnown = total !== undefined && total > 0;
  const share = isKnown ? Math.min(done / total, 1) : undefined;
  return (
    <div className={css.box}>
      <StatusChip kind="working">{label}</StatusChip>
      <div
        className={css.bar}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        {...(share === undefined ? {} : { 'aria-valuemax': total, 'aria-valuenow': done })}
        data-unknown={share === undefined || undefined}
      >
        <i style={share === undefined ? {} : { width: `${String(share * 100)}%` }} />
      </div>
      <p className={css.words}>
        {sentence}
        {perSecond !== undefined && perSecond > 0 && (
          <span className="faint">
            {', '}
            <NumberText value={Math.round(perSecond)} /> {t('perSecond')}
          </span>
        )}
      </p>
      {onCancel !== undefined && (
        <Button size="xs" onClick={onCancel} loading={isCancelling}>
          {t('cancel')}
        </Button>
      )}
    </div>
  );
}
