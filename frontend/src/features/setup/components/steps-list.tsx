import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { smallIcon } from '@/components/ui/icon-size';
import css from './setup.module.css';
import type { SetupState } from './use-setup';

/** The five steps: done, here, to come. A step one has been at can be gone back to. */
export function StepsList({ state, sourceName }: { state: SetupState; sourceName: string | undefined }) {
  const { t } = useTranslation('setup');
  const { setup } = state;
  const names = [
    { title: t('step.source'), help: setup.configuration !== '' && sourceName !== undefined ? setup.name : t('step.sourceHelp') },
    { title: t('step.integration'), help: setup.integration === '' ? t('step.integrationHelp') : setup.integrationName },
    { title: t('step.updates'), help: t('step.updatesHelp') },
    { title: t('step.alert'), help: setup.emails.length === 0 ? t('step.alertHelp') : setup.emails.join(', ') },
    { title: t('step.activate'), help: t('step.activateHelp') },
  ];
  return (
    <ol className={css.steps}>
      {names.map(({ title, help }, i) => {
        const number = i + 1;
        const isDone = number < setup.reached && number !== setup.step;
        const look = number === setup.step ? 'on' : isDone ? 'done' : 'next';
        return (
          <li key={title} data-look={look} aria-current={number === setup.step ? 'step' : undefined}>
            <span className={css.number} aria-hidden="true">
              {isDone ? <IconCheck {...smallIcon} /> : number}
            </span>
            <div className="grow">
              <h2 className="row-title">
                {number <= setup.reached && number !== setup.step ? (
                  <button type="button" className={css.jump} onClick={() => state.goTo(number)}>
                    {title}
                  </button>
                ) : (
                  title
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
