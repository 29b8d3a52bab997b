import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { domain } from '@/bridge/types';
import { ScheduleField } from '@/components/integration/schedule-field';
import { useTickGroups } from '@/components/integration/use-tick-groups';
import { ErrorView } from '@/components/ui/error-view';
import { TickBlock } from '@/components/ui/tick-block';
import { useConfiguration, useDryRun } from '../api/use-setup-data';
import { Glance } from './glance';
import css from './setup.module.css';
import type { StepProps } from './setup-page';
import { StepTitle } from './step-title';
import { useSaveIntegration } from './use-save-integration';

/** Step 3: what each data type may do to its table, and how often. */
export function StepUpdates({ state, foot }: StepProps) {
  const { t } = useTranslation('setup');
  const { setup, change } = state;
  const { data: configuration } = useConfiguration(setup.configuration);
  const groupOf = useTickGroups();
  const save = useSaveIntegration(state);
  const dryRun = useDryRun(setup.integration);
  const active = configuration?.transfers.filter((x) => x.active) ?? [];
  const tick = (dataType: string, update: string, checked: boolean) => {
    const was = setup.updates[dataType] ?? [];
    const wanted = update as domain.UpdateType;
    change({ updates: { ...setup.updates, [dataType]: checked ? [...was, wanted] : was.filter((u) => u !== wanted) } });
  };
  const isNothing = active.every((x) => (setup.updates[x.dataType] ?? []).length === 0);
  const count = async () => {
    await save();
    dryRun.start();
  };
  return (
    <>
      <section className={css.middle}>
        <StepTitle>{t('step.updates')}</StepTitle>
        <p className="muted">{t('updates.sentence', { source: configuration?.source.name ?? '' })}</p>
        {state.error !== undefined && <ErrorView error={state.error} />}
        {active.length > 0 && <TickBlock roomy groups={active.map((x) => groupOf(x, setup.updates[x.dataType] ?? []))} onTick={tick} />}
        <div className={css.often}>
          <h2 className="label">{t('updates.often')}</h2>
          <ScheduleField everySeconds={setup.everySeconds} cron={setup.cron ?? ''} onChange={change} />
        </div>
        {foot({ label: t('next'), onNext: () => void state.proceed(async () => { await save(); return {}; }), isRefused: isNothing })}
      </section>
      <aside className={css.glance} aria-label={t('glance.title')}>
        <h2>{t('glance.title')}</h2>
        {dryRun.error !== null && <ErrorView error={dryRun.error} />}
        {dryRun.report === undefined ? <p className="small muted">{t('glance.before')}</p> : <Glance report={dryRun.report} source={configuration?.source.name ?? ''} />}
        <Button size="xs" mt={12} loading={dryRun.isRunning} disabled={isNothing} onClick={() => void count()}>
          {dryRun.report === undefined ? t('glance.count') : t('glance.again')}
        </Button>
      </aside>
    </>
  );
}
