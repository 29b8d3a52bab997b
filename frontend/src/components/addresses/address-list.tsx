import { ActionIcon, Autocomplete, Button } from '@mantine/core';
import { IconMail, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { icon } from '@/components/ui/icon-size';
import { toastDone } from '@/components/ui/toast';
import css from './address-list.module.css';
import type { AddressField } from './use-address-field';

interface Props {
  addresses: string[];
  /** Known addresses to choose from; a new one can always be typed. */
  known?: string[];
  field: AddressField;
  onChange: (addresses: string[]) => void;
  /** More about one address, before the cross. */
  more?: (address: string) => ReactNode;
}

/** A list of email addresses with a field for the next one. What is removed can be taken back. */
export function AddressList({ addresses, known = [], field, onChange, more }: Props) {
  const { t } = useTranslation('addresses');
  const remove = (gone: string) => {
    onChange(addresses.filter((a) => a !== gone));
    toastDone(t('removed', { address: gone }), () => onChange(addresses));
  };
  return (
    <div className="panel">
      {addresses.map((a) => (
        <div key={a} className={css.address}>
          <IconMail {...icon} />
          <span className="grow cut">{a}</span>
          {more?.(a)}
          <ActionIcon variant="transparent" size={28} color="var(--ink-2)" aria-label={t('remove', { address: a })} onClick={() => remove(a)}>
            <IconX {...icon} />
          </ActionIcon>
        </div>
      ))}
      <form
        className={css.add}
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          field.add();
        }}
      >
        <Autocomplete
          className="grow"
          type="email"
          aria-label={t('label')}
          placeholder={known.length > 0 ? t('choose') : t('example')}
          data={known.filter((a) => !addresses.includes(a))}
          rightSection={known.length > 0 ? undefined : null}
          value={field.typed}
          onChange={field.type}
          error={field.isWrong ? t('wrong') : undefined}
        />
        <Button type="submit">{t('add')}</Button>
      </form>
    </div>
  );
}
