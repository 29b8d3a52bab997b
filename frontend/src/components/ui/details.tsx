import { Collapse } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from './copy-button';
import css from './details.module.css';

/** A technical text, one click away and to be copied. */
export function Details({ text }: { text: string }) {
  const { t } = useTranslation('ui');
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={`link small ${css.more ?? ''}`} aria-expanded={open} onClick={() => setOpen(!open)}>
        {t('error.details')}
      </button>
      <Collapse expanded={open}>
        <div className={css.details}>
          <pre>{text}</pre>
          <CopyButton text={text} />
        </div>
      </Collapse>
    </>
  );
}
