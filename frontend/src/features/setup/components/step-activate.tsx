import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { api } from '@/bridge/types';
import { signOf } from '@/components/integration/sign';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Monogram } from '@/components/ui/monogram';
import { SectionHead } from '@/components/ui/section-head';
import { type StreamCount, StreamHeads, type StreamLine, StreamLines } from '@/components/ui/stream-lines';
import { toastDone } from '@/components/ui/toast';
import { useDryRun, useIntegration, useSetupCalls } from '../api/use-setup-data';
import { GlanceWords } from './glance';
import css from './setup.module.css';
import type { StepProps } from './setup-page';
import { StepTitle } from './step-title';

/** Step 5: exact counts of a dry run, then Activate. */
export function StepActivate({ state, foot }: StepProps) {
  const { t } = useTranslation('setup');
  const navigate = useNavigate();
  const { setup } = state;
  const { data: integration } = useIntegration(setup.integration);
  const { report, start, isRunning, error } = useDryRun(setup.integration);
  const calls = useSetupCalls();
  const isStarted = useRef(false);
  useEffect(() => {
    // Once for each visit: what was ticked meanwhile changes the counts.
    if (isStarted.current) return;
    isStarted.current = true;
    start();
  }, [start]);
  const activate = () =>
    void state.proceed(async () => {
      await calls.activate(setup.integration);
      toastDone(t('activate.done', { name: setup.integrationName }));
      state.forget();
      void navigate(`/integrations/${setup.integration}`);
      return undefined;
    });
  const isDone = report !== undefined && !isRunning;
  const isFailed = error !== null && !isRunning;
  return (
    <section className={`${css.middle ?? ''} ${css.whole ?? ''}`}>
      <StepTitle>{t('step.activate')}</StepTitle>
      {!isFailed && <p className="muted">{isDone ? t('activate.sentence') : t('activate.counting')}</p>}
      {state.error !== undefined && <ErrorView error={state.error} />}
      {isFailed && <ErrorView error={error} onAction={() => start()} />}
      {!isDone && !isFailed && <LoadingRows titled headed rows={2} />}
      {isDone && !isFailed && integration !== undefined && <First report={report} integration={integration} onAgain={() => start()} />}
      {foot({ label: t('activate.do'), onNext: activate, isRefused: isRunning || integration?.refusal !== '' })}
    </section>
  );
}

/** What the first run would do, as stream lines, and what they do not tell. */
function First({ report, integration, onAgain }: { report: api.DryRunReport; integration: api.Integration; onAgain: () => void }) {
  const { t } = useTranslation('setup');
  const { t: words } = useTranslation('integration');
  const lines = report.run.transfers.map((x): StreamLine => {
    const ticked: string[] = integration.updates.find((u) => u.dataType === x.dataType)?.updates ?? [];
    const or = (update: string, n: number): StreamCount => (ticked.includes(update) ? n : { text: t('activate.notTicked') });
    return { key: x.dataType, dataType: x.label, table: x.table, counts: [or('created', x.counts.created), or('updated', x.counts.updated), or('deleted', x.counts.deleted)] };
  });
  return (
    <div>
      <SectionHead
        title={t('activate.first')}
        action={
          <Button size="xs" onClick={onAgain}>
            {t('glance.again')}
          </Button>
        }
      />
      <div className={css.flow}>
        <span />
        <StreamHeads labels={[words('list.dataType'), words('list.created'), words('list.updated'), words('list.deleted'), words('list.table')]} />
        <Monogram text={signOf(integration.source)} title={integration.source.name} />
        <StreamLines lines={lines} />
      </div>
      <GlanceWords report={report} source={integration.source.name} />
    </div>
  );
}
