import { useTranslation } from 'react-i18next';
import { AddressList } from '@/components/addresses/address-list';
import { useAddressField } from '@/components/addresses/use-address-field';
import { ErrorView } from '@/components/ui/error-view';
import { useAddressBook } from '../api/use-setup-data';
import css from './setup.module.css';
import type { StepProps } from './setup-page';
import { StepTitle } from './step-title';
import { useSaveIntegration } from './use-save-integration';

/** Step 4: whom to warn when the integration is disabled. */
export function StepAlert({ state, foot }: StepProps) {
  const { t } = useTranslation('setup');
  const { setup, change } = state;
  const save = useSaveIntegration(state);
  const take = (emails: string[]) => change({ emails });
  const field = useAddressField(setup.emails, take);
  const next = () => {
    if (field.typed.trim() !== '') {
      // What is typed but not added yet would be lost.
      field.add();
      return;
    }
    void state.proceed(async () => {
      await save();
      return {};
    });
  };
  return (
    <section className={css.middle}>
      <StepTitle>{t('step.alert')}</StepTitle>
      <p className="muted">{t('alert.sentence')}</p>
      {state.error !== undefined && <ErrorView error={state.error} />}
      <AddressList addresses={setup.emails} known={useAddressBook()} field={field} onChange={take} />
      {setup.emails.length === 0 && <p className={css.note}>{t('alert.none')}</p>}
      {foot({ label: t('next'), onNext: next })}
    </section>
  );
}
