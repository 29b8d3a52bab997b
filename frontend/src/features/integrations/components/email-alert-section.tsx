import { ActionIcon, Autocomplete, Button } from '@mantine/core';
import { IconMail, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { icon } from '@/components/ui/icon-size';
import { SectionHead } from '@/components/ui/section-head';
import { toastDone } from '@/components/ui/toast';
import { useAddressBook } from '../api/use-integrations';
import css from './integration-view.module.css';

const address = /^[^\s@]+@[^\s@]+$/;

interface Props {
  addresses: string[];
  onChange: (addresses: string[]) => void;
}

/** Step 3: who is written to when this integration is disabled. */
export function EmailAlertSection({ addresses, onChange }: Props) {
  const { t } = useTranslation('integrations');
  const book = useAddressBook();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const add = () => {
    const wanted = typed.trim();
    if (!address.test(wanted)) {
      setWrong(true);
      return;
    }
    if (!addresses.includes(wanted)) onChange([...addresses, wanted]);
    setTyped('');
  };
  const remove = (gone: string) => {
    onChange(addresses.filter((a) => a !== gone));
    toastDone(t('alert.removed', { address: gone }), () => onChange(addresses));
  };
  return (
    <section>
      <SectionHead title={t('alert.title')} sentence={t('alert.sentence')} />
      <div className="panel">
        {addresses.map((a) => (
          <div key={a} className={css.alert}>
            <IconMail {...icon} />
            <span className="grow cut">{a}</span>
            <ActionIcon variant="transparent" size={28} color="var(--ink-2)" aria-label={t('alert.remove', { address: a })} onClick={() => remove(a)}>
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
          <Autocomplete
            className="grow"
            aria-label={t('alert.label')}
            placeholder={t('alert.choose')}
            data={book.filter((a) => !addresses.includes(a))}
            value={typed}
            onChange={(next) => {
              setTyped(next);
              setWrong(false);
            }}
            error={isWrong ? t('alert.wrong') : undefined}
          />
          <Button type="submit">{t('alert.add')}</Button>
        </form>
      </div>
    </section>
  );
}
