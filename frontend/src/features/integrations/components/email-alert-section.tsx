import { useTranslation } from 'react-i18next';
import { AddressList } from '@/components/addresses/address-list';
import { useAddressField } from '@/components/addresses/use-address-field';
import { SectionHead } from '@/components/ui/section-head';
import { useAddressBook } from '../api/use-integrations';
import css from './integration-view.module.css';

interface Props {
  addresses: string[];
  onChange: (addresses: string[]) => void;
}

/** Step 3: who is written to when this integration is disabled. */
export function EmailAlertSection({ addresses, onChange }: Props) {
  const { t } = useTranslation('integrations');
  const field = useAddressField(addresses, onChange);
  return (
    <section>
      <SectionHead title={t('alert.title')} sentence={t('alert.sentence')} />
      <AddressList addresses={addresses} known={useAddressBook()} field={field} onChange={onChange} />
      {addresses.length === 0 && <p className={`small muted ${css.budget ?? ''}`}>{t('alert.none')}</p>}
    </section>
  );
}
