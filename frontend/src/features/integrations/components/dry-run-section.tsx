import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseTime } from '@/bridge/time';
import { type api, domain } from '@/bridge/types';
import { ErrorView } from '@/components/ui/error-view';
import { icon } from '@/components/ui/icon-size';
import { LoadingRows } from '@/components/ui/loading-rows';
import { NumbersTable, type TableNumber } from '@/components/ui/numbers-table';
import { SectionHead } from '@/components/ui/section-head';
import { useCountWord } from '@/components/ui/use-count-word';
import { useSpokenTime } from '@/components/ui/use-spoken-time';
import { useNow } from '@/hooks/use-now';
import { useDryRun } from '../api/use-dry-run';
import { BeforeAfterDialog, Example } from './before-after';
import css from './integration-view.module.css';

const shown = 2;

/** Exact counts before anything is written. */
export function DryRunSection({ integration, isChanged }: { integration: api.Integration; isChanged: boolean }) {
  const { t } = useTranslation('integrations');
  const say = useSpokenTime();
  const now = useNow();
  const { report, start, isRunning, error } = useDryRun(integration.id);
  const at = parseTime(report?.run.endedAt ?? '');
  const refusal = isChanged ? t('dry.saveFirst') : integration.refusal;
  return (
    <section>
      <SectionHead
        title={t('dry.title')}
        sentence={report === undefined || at === undefined ? t('dry.sentence') : t('dry.done', { when: say(at, now, false) })}
        action={
          <Button size="xs" leftSection={<IconRefresh {...icon} />} onClick={start} loading={isRunning} disabled={refusal !== ''} title={refusal === '' ? undefined : refusal}>
            {report === undefined ? t('dry.run') : t('dry.again')}
          </Button>
        }
      />
      {error !== null && <ErrorView error={error} onAction={start} />}
      {isRunning && report === undefined && <LoadingRows rows={2} />}
      {report !== undefined && error === null && <Report report={report} integration={integration} />}
    </section>
  );
}

function Report({ report, integration }: { report: api.DryRunReport; integration: api.Integration }) {
  const { t } = useTranslation('integrations');
  const { t: words } = useTranslation('integration');
  const word = useCountWord();
  const [isOpen, setOpen] = useState(false);
  const { transfers } = report.run;
  const leftOut = transfers.reduce((sum, r) => sum + r.counts.leftOut, 0);
  const updated = transfers.reduce((sum, r) => sum + r.counts.updated, 0);
  const examples = report.examples.filter((e) => e.update === domain.UpdateType.updated);
  const first = examples.slice(0, shown);
  return (
    <div className="panel">
      <NumbersTable inset label={t('dry.title')} heads={['', words('update.created'), words('update.updated'), words('update.deleted'), t('dry.recordErrors')]} rows={transfers.map((r) => ({ key: r.dataType, name: r.table, numbers: numbersOf(r, integration, t('dry.leftOut')) }))} {...(transfers.length > 1 ? { sum: { name: t('dry.total'), numbers: totalOf(transfers) } } : {})} />
      {first.length > 0 && <div className={`tiny faint ${css.examples ?? ''}`}>{t('dry.examples', { count: first.length, word: word(first.length), updated })}</div>}
      {first.map((e) => (
        <Example key={`${e.table} ${e.key}`} example={e} />
      ))}
      {(leftOut > 0 || report.examples.length > 0) && (
        <p className={`small muted ${css.leftOut ?? ''}`}>
          {leftOut > 0 && t('dry.leftOutSum', { count: leftOut })}
          {report.examples.length > 0 && (
            <button type="button" className="link small right nowrap" onClick={() => setOpen(true)}>
              {t('dry.all')}
            </button>
          )}
        </p>
      )}
      <BeforeAfterDialog opened={isOpen} onClose={() => setOpen(false)} examples={report.examples} />
    </div>
  );
}

function numbersOf(r: api.TransferRun, integration: api.Integration, leftOut: string): TableNumber[] {
  const ticked = integration.updates.find((u) => u.dataType === r.dataType)?.updates ?? [];
  const or = (update: domain.UpdateType, n: number): TableNumber => (ticked.includes(update) ? n : leftOut);
  return [or(domain.UpdateType.created, r.counts.created), or(domain.UpdateType.updated, r.counts.updated), or(domain.UpdateType.deleted, r.counts.deleted), r.counts.recordErrors];
}

function totalOf(all: api.TransferRun[]): number[] {
  return all.reduce((sum, { counts: c }) => [c.created, c.updated, c.deleted, c.recordErrors].map((n, i) => n + (sum[i] ?? 0)), [0, 0, 0, 0]);
}
