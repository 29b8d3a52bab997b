import { ActionIcon, Autocomplete, Button } from '@mantine/core';
import { IconMail, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorView } from '@/components/ui/error-view';
import { icon } from '@/components/ui/icon-size';
import { useAddressBook } from '../api/use-setup-data';
import css from './setup.module.css';
import type { StepProps } from './setup-page';
import { useSaveIntegration } from './use-save-integration';

const address = /^[^\s@]+@[^\s@]+$/;

/** Step 4: whom to warn when the integration is disabled. */
export function StepAlert({ state, foot }: StepProps) {
  const { t } = useTranslation('setup');
  const { setup, change } = state;
  const book = useAddressBook();
  const save = useSaveIntegration(state);
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const add = () => {
    const wanted = typed.trim();
    if (!address.test(wanted)) {
      setWrong(true);
      return;
    }
    if (!setup.emails.includes(wanted)) change({ emails: [...setup.emails, wanted] });
    setTyped('');
  };
  const next = () => {
    if (typed.trim() !== '') {
      // What is typed but not added yet would be lost.
      add();
      return;
    }
    void state.proceed(async () => {
      await save();
      return {};
    });
  };
  return (
    <section className={css.middle}>
      <h2>{t('step.alert')}</h2>
      <p className="muted">{t('alert.sentence')}</p>
      {state.error !== undefined && <ErrorView error={state.error} />}
      <div className="panel">
        {setup.emails.map((a) => (
          <div key={a} className={css.alert}>
            <IconMail {...icon} />
            <span className="grow cut">{a}</span>
            <ActionIcon variant="transparent" size={28} color="var(--ink-2)" aria-label={t('alert.remove', { address: a })} onClick={() => change({ emails: setup.emails.filter((e) => e !== a) })}>
              <IconX {...icon} />
            </ActionIcon>
          </div>
        ))}
        <form
          className={css.addAlert}
          noValidate
          onSubmit={(e) => {
            e.preventDefault();
            add();
          }}
        >
          <Autocomplete
            className="grow"
            aria-label={t('alert.label')}
            placeholder={t('alert.choose')}
            data={book.filter((a) => !setup.emails.includes(a))}
            value={typed}
            onChange={(text) => {
              setTyped(text);
              setWrong(false);
            }}
            error={isWrong ? t('alert.wrong') : undefined}
          />
          <Button type="submit">{t('alert.add')}</Button>
        </form>
      </div>
      {setup.emails.length === 0 && <p className={css.note}>{t('alert.none')}</p>}
      {foot({ label: t('next'), onNext: next })}
    </section>
  );
}
