import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AddressList } from '@/components/addresses/address-list';
import { useAddressField } from '@/components/addresses/use-address-field';
import { SectionHead } from '@/components/ui/section-head';
import { useSendTest } from '../api/use-mail';
import { useChangeSettings } from '../api/use-settings';

/** The addresses that email alerts can choose from, each with a test that it is reached. */
export function AddressBookSection({ addresses, canSend }: { addresses: string[]; canSend: boolean }) {
  const { t } = useTranslation('settings');
  const change = useChangeSettings();
  const take = (addressBook: string[]) => change({ addressBook });
  const field = useAddressField(addresses, take);
  const test = useSendTest();
  const more = (address: string) => (
    <Button size="xs" loading={test.sendingTo === address} onClick={() => test.send(address)}>
      {t('addresses.test')}
    </Button>
  );
  return (
    <section>
      <SectionHead title={t('addresses.title')} sentence={t('addresses.sentence')} />
      <AddressList addresses={addresses} field={field} onChange={take} more={canSend ? more : undefined} />
    </section>
  );
}
