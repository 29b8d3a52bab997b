import { Button } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { api } from '@/bridge/types';
import { signOf } from '@/components/integration/sign';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Monogram } from '@/components/ui/monogram';
import { type StreamCount, StreamHeads, type StreamLine, StreamLines } from '@/components/ui/stream-lines';
import { toastDone } from '@/components/ui/toast';
import { useDryRun, useIntegration, useSetupCalls } from '../api/use-setup-data';
import { Glance } from './glance';
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
  return (
    <section className={`${css.middle ?? ''} ${css.whole ?? ''}`}>
      <StepTitle>{t('step.activate')}</StepTitle>
      <p className="muted">{isRunning ? t('activate.counting') : t('activate.sentence')}</p>
      {state.error !== undefined && <ErrorView error={state.error} />}
      {error !== null && !isRunning && <ErrorView error={error} onAction={() => start()} />}
      {isRunning && <LoadingRows rows={4} />}
      {isDone && integration !== undefined && <First report={report} integration={integration} />}
      {isDone && (
        <div className={css.below}>
          <h2>{t('glance.title')}</h2>
          <Glance report={report} source={integration?.source.name ?? ''} isDrawn />
          <Button size="xs" mt={12} onClick={() => start()}>
            {t('glance.again')}
          </Button>
        </div>
      )}
      {foot({ label: t('activate.do'), onNext: activate, isRefused: isRunning || integration?.refusal !== '' })}
    </section>
  );
}

/** What the first run would do, as stream lines. */
function First({ report, integration }: { report: api.DryRunReport; integration: api.Integration }) {
  const { t } = useTranslation('setup');
  const { t: words } = useTranslation('integration');
  const lines = report.run.transfers.map((x): StreamLine => {
    const ticked: string[] = integration.updates.find((u) => u.dataType === x.dataType)?.updates ?? [];
    const or = (update: string, n: number): StreamCount => (ticked.includes(update) ? n : { text: t('activate.notTicked') });
    return { key: x.dataType, dataType: x.label, table: x.table, counts: [or('created', x.counts.created), or('updated', x.counts.updated), or('deleted', x.counts.deleted)] };
  });
  return (
    <div className={css.first}>
      <h2>{t('activate.first')}</h2>
      <div className={css.flow}>
        <span />
        <StreamHeads labels={[words('list.dataType'), words('list.created'), words('list.updated'), words('list.deleted'), words('list.table')]} />
        <Monogram text={signOf(integration.source)} title={integration.source.name} />
        <StreamLines lines={lines} />
      </div>
    </div>
  );
}
