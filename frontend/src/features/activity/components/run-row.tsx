import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseTime } from '@/bridge/time';
import { type api, domain } from '@/bridge/types';
import { smallIcon } from '@/components/ui/icon-size';
import { NumberText } from '@/components/ui/number-text';
import { RelativeTimeOrNever } from '@/components/ui/relative-time';
import { StatusChip } from '@/components/ui/status-chip';
import { useLocale } from '@/hooks/use-locale';
import { useNow } from '@/hooks/use-now';
import { formatDuration, formatNumber } from '@/lib/format';
import css from './activity.module.css';
import { useWait } from '@/components/integration/use-wait';
import { RunDetails } from './run-details';
import { isTrial, kindOf, triggerWords } from './run-words';

/** One run: who, how it ended, when and why it began, how long, what it did. Its name opens the rest. */
export function RunRow({ run, progress }: { run: api.Run; progress: api.Progress | undefined }) {
  const { t } = useTranslation('activity');
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <>
      <div role="row" className={css.run}>
        <div role="cell">
          <button type="button" className={css.open} aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
            <Chevron {...smallIcon} />
            <h2 className="row-title cut">{run.integrationName}</h2>
          </button>
          <div className={css.under}>
            <Result run={run} progress={progress} />
          </div>
        </div>
        <div role="cell" className="small">
          <RelativeTimeOrNever at={parseTime(run.startedAt)} />
          <p className="faint">{triggerWords(run, t)}</p>
        </div>
        <div role="cell" className="small muted nowrap">
          <Duration run={run} />
        </div>
        <div role="cell" data-trial={run.dryRun || undefined}>
          {run.transfers.map((transfer) => (
            <Counts key={transfer.dataType} transfer={transfer} counts={progress?.dataType === transfer.dataType ? progress.counts : transfer.counts} />
          ))}
        </div>
      </div>
      {isOpen && (
        <div role="row" id={id}>
          <div role="cell">
            <RunDetails run={run} />
          </div>
        </div>
      )}
    </>
  );
}

function Result({ run, progress }: { run: api.Run; progress: api.Progress | undefined }) {
  const { t } = useTranslation('activity');
  const locale = useLocale();
  const wait = useWait(progress);
  if (run.result === domain.RunResult.running && wait) return <StatusChip kind="working" wraps>{wait.short}</StatusChip>;
  if (run.result === domain.RunResult.running && progress !== undefined) {
    const done = formatNumber(progress.counts.read, locale);
    return <StatusChip kind="working" wraps>{progress.total > 0 ? t('result.runningOf', { done, total: formatNumber(progress.total, locale) }) : t('result.runningDone', { done })}</StatusChip>;
  }
  if (isTrial(run)) return <StatusChip kind="idle" wraps>{t('result.dry')}</StatusChip>;
  return <StatusChip kind={kindOf(run.result)} wraps>{t(`result.${run.result}`)}</StatusChip>;
}

function Duration({ run }: { run: api.Run }) {
  const locale = useLocale();
  const now = useNow();
  const from = parseTime(run.startedAt);
  const to = parseTime(run.endedAt) ?? (run.result === domain.RunResult.running ? now : undefined);
  return from === undefined || to === undefined ? '–' : formatDuration(Math.max(0, to.getTime() - from.getTime()), locale);
}

function Counts({ transfer, counts }: { transfer: api.TransferRun; counts: api.Counts }) {
  return (
    <div className={css.counts}>
      <span className="cut muted" title={transfer.label}>
        {transfer.label}
      </span>
      <Count value={counts.created} />
      <Count value={counts.updated} />
      <Count value={counts.deleted} />
      <Count value={counts.recordErrors} isTrouble />
    </div>
  );
}

function Count({ value, isTrouble = false }: { value: number; isTrouble?: boolean }) {
  return (
    <span data-zero={value === 0 || undefined} data-trouble={(isTrouble && value > 0) || undefined}>
      <NumberText value={value} />
    </span>
  );
}
