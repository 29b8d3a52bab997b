import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { Children, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { CopyButton } from '@/components/ui/copy-button';
import { icon } from '@/components/ui/icon-size';
import css from './source.module.css';

/** Numbered steps; each child is one. */
export function Steps({ children }: { children: ReactNode }) {
  return (
    <ol className={css.steps}>
      {Children.toArray(children).map((step, i) => (
        <li key={i}>
          <span className={css.number} aria-hidden="true">
            {i + 1}
          </span>
          <div>{step}</div>
        </li>
      ))}
    </ol>
  );
}

/** A text to take along to the service. */
export function Copied({ text, label }: { text: string; label: string }) {
  return (
    <div className={css.copied} role="group" aria-label={label}>
      <code className={css.code}>{text}</code>
      <CopyButton text={text} />
    </div>
  );
}

/** One thing to do at the service, with what is copied there and the page it is done on. */
export function GuideStep({ step, onOpen }: { step: api.GuideStep; onOpen: (address: string) => void }) {
  const { t } = useTranslation('source');
  return (
    <>
      <p className={css.stepText}>{step.text}</p>
      {step.copy !== '' && <Copied text={step.copy} label={step.text} />}
      {step.link !== '' && (
        <Button size="xs" leftSection={<IconExternalLink {...icon} />} title={step.link} onClick={() => onOpen(step.link)}>
          {t('open')}
        </Button>
      )}
    </>
  );
}
