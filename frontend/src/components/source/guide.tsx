import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { CopyButton } from '@/components/ui/copy-button';
import { icon } from '@/components/ui/icon-size';
import css from './source.module.css';

interface Props {
  steps: api.GuideStep[];
  onOpen: (address: string) => void;
  /** The last step: the form itself. */
  form: ReactNode;
  formTitle: string;
}

/** What to do at the service, step by step, with what is copied there; the form is the last step. */
export function Guide({ steps, onOpen, form, formTitle }: Props) {
  const { t } = useTranslation('source');
  return (
    <ol className={css.steps}>
      {steps.map((step, i) => (
        <li key={i}>
          <span className={css.number} aria-hidden="true">
            {i + 1}
          </span>
          <div>
            <p className={css.stepText}>{step.text}</p>
            {step.copy !== '' && (
              <div className={css.copied}>
                <code className={css.code}>{step.copy}</code>
                <CopyButton text={step.copy} />
              </div>
            )}
            {step.link !== '' && (
              <Button size="xs" leftSection={<IconExternalLink {...icon} />} title={step.link} onClick={() => onOpen(step.link)}>
                {t('open')}
              </Button>
            )}
          </div>
        </li>
      ))}
      <li>
        <span className={css.number} aria-hidden="true">
          {steps.length + 1}
        </span>
        <div>
          {steps.length > 0 && <p className={css.stepText}>{formTitle}</p>}
          {form}
        </div>
      </li>
    </ol>
  );
}
