import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';

const lastWord = 9;

/** A small number as the word that begins a sentence ("Two"), or stands inside one ("two"); a larger one in figures. */
export function useCountWord(): (count: number, where?: 'first' | 'inside') => string {
  const { t } = useTranslation('ui');
  const locale = useLocale();
  return useCallback(
    (count, where = 'first') => {
      if (count < 2 || count > lastWord) return formatNumber(count, locale);
      const word = t(`word.${String(count)}`);
      return where === 'first' ? word : word.toLocaleLowerCase(locale);
    },
    [t, locale],
  );
}
