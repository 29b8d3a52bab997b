import { Button } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { type api, domain } from '@/bridge/types';
import { completenessKind, leadsToErrors } from '@/components/completeness/completeness';
import { Differences } from '@/components/completeness/differences';
import { ErrorView } from '@/components/ui/error-view';
import { StatusChip } from '@/components/ui/status-chip';
import { useLocale } from '@/hooks/use-locale';
import { formatDuration, formatNumber } from '@/lib/format';
import css from './activity.module.css';
import { RequestsDialog } from './requests-dialog';
import { kindOf } from './run-words';
import { UndoDialog } from './undo-dialog';

/** The rest of a run: what was read and left, whether everything arrived, what went wrong. */
export function RunDetails({ run }: { run: api.Run }) {
  const { t } = useTranslation('activity');
  const [isAsking, setAsking] = useState(false);
  // A difference that comes from record errors leads to them by itself.
  const hasErrors = run.transfers.some((r) => r.counts.recordErrors > 0 && !r.differences.some(leadsToErrors));
  return (
    <div className={css.details}>
      {run.error && <ErrorView error={run.error} kind={kindOf(run.result)} />}
      {run.transfers.map((transfer) => (
        <Transfer key={transfer.dataType} integration={run.integration} transfer={transfer} />
      ))}
      {run.transfers.length === 0 && <p className="small muted">{t('run.nothing')}</p>}
      <UndoLine run={run} />
      <div className="row small">
        {hasErrors && <Link to={`/activity/errors?integration=${encodeURIComponent(run.integration)}`}>{t('run.seeErrors')}</Link>}
        <Link to={`/integrations/${encodeURIComponent(run.integration)}`}>{t('run.seeIntegration')}</Link>
        {run.result !== domain.RunResult.running && (
          <button type="button" className="link" onClick={() => setAsking(true)}>
            {t('run.seeRequests')}
          </button>
        )}
      </div>
      {isAsking && <RequestsDialog run={run} onClose={() => setAsking(false)} />}
    </div>
  );
}

/** A run that wrote nothing leaves nothing to take back. */
const hasChanged = (run: api.Run) => !run.dryRun && run.transfers.some(({ counts }) => counts.created + counts.updated + counts.deleted > 0);

/** Whether the run can be taken back, and the way to do it. */
function UndoLine({ run }: { run: api.Run }) {
  const { t } = useTranslation('activity');
  const [isOpen, setOpen] = useState(false);
  if (run.undo === 'done' || run.undo === 'too_old') return <p className="small muted">{t(`undo.state.${run.undo}`)}</p>;
  if (run.undo !== 'possible' || run.result === domain.RunResult.running || !hasChanged(run)) return null;
  return (
    <div>
      <Button size="xs" onClick={() => setOpen(true)}>
        {t('undo.open')}
      </Button>
      <UndoDialog run={run} opened={isOpen} onClose={() => setOpen(false)} />
    </div>
  );
}

function Transfer({ integration, transfer }: { integration: string; transfer: api.TransferRun }) {
  const { t } = useTranslation('activity');
  const locale = useLocale();
  const { counts } = transfer;
  const number = (n: number) => formatNumber(n, locale);
  const isCompared = transfer.differences.length > 0; // which says the same and more
  const facts = [
    ...readWords(transfer.mode, counts, t, number),
    ...(counts.leftOut > 0 && !isCompared ? [t('transfer.leftOut', { count: counts.leftOut, number: number(counts.leftOut) })] : []),
    ...(transfer.heldRows > 0 && !isCompared ? [t('transfer.held', { count: transfer.heldRows, number: number(transfer.heldRows), linked: number(transfer.linked) })] : []),
    ...(transfer.seconds > 0 ? [formatDuration(transfer.seconds * 1000, locale)] : []),
  ];
  return (
    <div className={css.transfer}>
      <h2 className="row-title">
        {transfer.label} <span className="faint">{t('transfer.to')}</span> <Link to={`/project/${encodeURIComponent(transfer.table)}`}>{transfer.table}</Link>
      </h2>
      <p className="small muted">{facts.join(' · ')}</p>
      {transfer.inService >= 0 && (
        <p>
          <StatusChip kind={completenessKind(transfer)}>{t('transfer.complete', { here: number(transfer.inProject), there: number(transfer.inService), table: transfer.table })}</StatusChip>
        </p>
      )}
      {isCompared && (
        <p>
          <Differences integration={integration} differences={transfer.differences} />
        </p>
      )}
      {transfer.fieldChanges.map((sentence) => (
        <p key={sentence} className="small">
          {sentence}
        </p>
      ))}
      {transfer.warnings.map((warning) => (
        <p key={warning}>
          <StatusChip kind="needs">{warning}</StatusChip>
        </p>
      ))}
    </div>
  );
}

/** What was read; an undo reads nothing. */
function readWords(mode: string, counts: api.Counts, t: TFunction<'activity'>, number: (n: number) => string): string[] {
  if (mode === '') return [];
  const read = { count: counts.read, number: number(counts.read) };
  const unchanged = counts.unchanged > 0 ? [t('transfer.unchanged', { count: counts.unchanged, number: number(counts.unchanged) })] : [];
  return [mode === 'full' ? t('transfer.full', read) : t('transfer.changed', read), ...unchanged];
}
