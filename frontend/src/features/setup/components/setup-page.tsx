import { Button } from '@mantine/core';
import { type ComponentType, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ErrorView } from '@/components/ui/error-view';
import { Page } from '@/components/ui/page';
import { useGone, useSources } from '../api/use-setup-data';
import css from './setup.module.css';
import { StepActivate } from './step-activate';
import { StepAlert } from './step-alert';
import { StepIntegration } from './step-integration';
import { StepSource } from './step-source';
import { StepUpdates } from './step-updates';
import { StepsList } from './steps-list';
import { type SetupState, steps, useSetup } from './use-setup';
import { useWantedSource } from './use-wanted-source';

export interface StepProps {
  state: SetupState;
  /** The page's foot bar is filled by the step: what its button does, and how it is called. */
  foot: (next: { label: string; onNext: () => void; isRefused?: boolean }) => React.ReactNode;
}

const parts: ComponentType<StepProps>[] = [StepSource, StepIntegration, StepUpdates, StepAlert, StepActivate];

/** The five steps as one guided set-up. */
export function SetupPage() {
  const { t } = useTranslation('setup');
  const state = useSetup();
  const { data: sources } = useSources();
  useWantedSource(state, sources);
  const [footBox, setFootBox] = useState<HTMLDivElement | null>(null);
  const { step, source } = state.setup;
  const name = sources?.find((s) => s.id === source)?.name;
  const Step = parts[step - 1] ?? StepSource;
  const gone = useGone(state.setup);
  const where = name === undefined ? t('sentence', { step, steps }) : t('sentenceOf', { source: name, step, steps });
  return (
    <Page
      title={t('title')}
      sentence={gone === undefined ? `${where} ${t('kept')}` : where}
      back={{ to: '/', label: t('overview') }}
      foot={gone === undefined ? (
        <div className={css.foot}>
          <Button component={Link} to="/" variant="subtle">
            {t('later')}
          </Button>
          {state.isBegun && (
            <Button variant="subtle" onClick={state.restart}>
              {t('restart')}
            </Button>
          )}
          <div ref={setFootBox} className={css.next} />
        </div>
      ) : undefined}
    >
      <div className={css.set}>
        <StepsList state={state} sourceName={name} isGone={gone !== undefined} />
        {gone !== undefined && (
          <div className={css.whole}>
            <ErrorView error={{ ...gone, do: t('goneDo') }} actionLabel={t('restart')} onAction={state.restart} />
          </div>
        )}
        {gone === undefined && <Step key={step} state={state} foot={(next) => <FootButtons box={footBox} state={state} {...next} />} />}
      </div>
    </Page>
  );
}

interface FootProps {
  box: HTMLDivElement | null;
  state: SetupState;
  label: string;
  onNext: () => void;
  isRefused?: boolean;
}

function FootButtons({ box, state, label, onNext, isRefused = false }: FootProps) {
  const { t } = useTranslation('setup');
  if (box === null) return null;
  return createPortal(
    <>
      {state.setup.step > 1 && <Button onClick={() => state.goTo(state.setup.step - 1)}>{t('back')}</Button>}
      <Button variant="filled" onClick={onNext} loading={state.isBusy} disabled={isRefused}>
        {label}
      </Button>
    </>,
    box,
  );
}
