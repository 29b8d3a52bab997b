import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconMail, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { icon } from '@/components/ui/icon-size';
import { SectionHead } from '@/components/ui/section-head';
import { toastDone } from '@/components/ui/toast';
import { useChangeSettings } from '../api/use-settings';
import css from './settings-page.module.css';

const address = /^[^\s@]+@[^\s@]+$/;

/** The addresses that email alerts can choose from. */
export function AddressBookSection({ addresses }: { addresses: string[] }) {
  const { t } = useTranslation('settings');
  const change = useChangeSettings();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const add = () => {
    const wanted = typed.trim();
    if (!address.test(wanted)) {
      setWrong(true);
      return;
    }
    if (!addresses.includes(wanted)) change({ addressBook: [...addresses, wanted] });
    setTyped('');
  };
  const remove = (gone: string) => {
    change({ addressBook: addresses.filter((a) => a !== gone) });
    toastDone(t('addresses.removed', { address: gone }), () => change({ addressBook: addresses }));
  };
  return (
    <section>
      <SectionHead title={t('addresses.title')} sentence={t('addresses.sentence')} />
      <div className="panel">
        {addresses.map((a) => (
          <div key={a} className={css.address}>
            <IconMail {...icon} />
            <span className="grow cut">{a}</span>
            <ActionIcon variant="transparent" size={28} color="var(--ink-2)" aria-label={t('addresses.remove', { address: a })} onClick={() => remove(a)}>
              <IconX {...icon} />
            </ActionIcon>
          </div>
        ))}
        <form
          className={css.add}
          noValidate
          onSubmit={(e) => {
            e.preventDefault();
            add();
          }}
        >
          <TextInput
            className="grow"
            type="email"
            aria-label={t('addresses.label')}
            placeholder={t('addresses.example')}
            value={typed}
            onChange={(e) => {
              setTyped(e.currentTarget.value);
              setWrong(false);
            }}
            error={isWrong ? t('addresses.wrong') : undefined}
          />
          <Button type="submit">{t('addresses.add')}</Button>
        </form>
      </div>
    </section>
  );
}
