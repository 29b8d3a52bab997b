import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorView } from '@/components/ui/error-view';
import css from './source.module.css';

/** Where the browser ends at an address of the person's own: it is brought back by hand. */
export function BringBack({ onBringBack }: { onBringBack: (address: string) => Promise<unknown> }) {
  const { t } = useTranslation('source');
  const [address, setAddress] = useState('');
  const [isTried, setTried] = useState(false);
  const [error, setError] = useState<unknown>();
  const isAddress = /^https?:\/\/\S+[?&]\S+/.test(address.trim());
  const submit = async () => {
    setTried(true);
    setError(undefined);
    if (!isAddress) return;
    try {
      await onBringBack(address.trim());
    } catch (thrown) {
      setError(thrown);
    }
  };
  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={(e) => {
        e.stopPropagation();
        e.preventDefault();
        void submit();
      }}
    >
      <p className={css.stepText}>{t('byHand.text')}</p>
      {error !== undefined && <ErrorView error={error} />}
      <div className={css.byHand}>
        <TextInput
          label={t('byHand.label')}
          description={t('byHand.help')}
          value={address}
          onChange={(e) => {
            setTried(false);
            setAddress(e.currentTarget.value);
          }}
          error={isTried && !isAddress ? t('byHand.wrong') : undefined}
        />
        <Button type="submit" variant="filled">
          {t('byHand.go')}
        </Button>
      </div>
    </form>
  );
}
