import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useScheduleWords } from '@/components/integration/use-schedule-words';
import { updateOrder } from '@/components/integration/use-tick-groups';
import { smallIcon } from '@/components/ui/icon-size';
import css from './setup.module.css';
import type { SetupState } from './use-setup';

/** The five steps: done, here, to come, and what was chosen in them. A step one has been at can be gone back to; none is done once what it made is gone. */
export function StepsList({ state, sourceName, isGone }: { state: SetupState; sourceName: string | undefined; isGone: boolean }) {
  const { t } = useTranslation('setup');
  const { setup } = state;
  const { t: words } = useTranslation('integration');
  const often = useScheduleWords();
  const ticked = updateOrder.filter((update) => Object.values(setup.updates).some((of) => of.includes(update))).map((update) => words(`update.${update}`));
  const into = Object.values(setup.tables ?? {}).join(', ');
  const names = [
    { title: t('step.source'), help: setup.configuration !== '' && sourceName !== undefined ? setup.name : t('step.sourceHelp') },
    { title: t('step.integration'), help: setup.integration === '' ? t('step.integrationHelp') : t('step.integrationDone', { name: setup.integrationName, tables: into }) },
    { title: t('step.updates'), help: setup.reached > 3 ? [...ticked, often(setup.everySeconds, setup.cron ?? '')].join(', ') : t('step.updatesHelp') },
    { title: t('step.alert'), help: setup.emails.length === 0 ? (setup.reached > 4 ? t('step.alertNone') : t('step.alertHelp')) : setup.emails.join(', ') },
    { title: t('step.activate'), help: t('step.activateHelp') },
  ];
  return (
    <ol className={css.steps}>
      {names.map(({ title, help }, i) => {
        const number = i + 1;
        const isDone = !isGone && number < setup.reached && number !== setup.step;
        const isHere = !isGone && number === setup.step;
        const words = <span className={css.word}>{title}</span>;
        const look = isHere ? 'on' : isDone ? 'done' : 'next';
        return (
          <li key={title} data-look={look} aria-current={isHere ? 'step' : undefined} title={title}>
            <span className={css.number} aria-hidden="true">
              {isDone ? <IconCheck {...smallIcon} /> : number}
            </span>
            <div className="grow">
              <h2 className="row-title">
                {!isGone && number <= setup.reached && number !== setup.step ? (
                  <button type="button" className={css.jump} onClick={() => state.goTo(number)}>
                    {words}
                  </button>
                ) : (
                  words
                )}
              </h2>
              <p className="tiny">{help}</p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
