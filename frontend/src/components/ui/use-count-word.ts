import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';

const lastWord = 9;

/** A small number as the word that begins a sentence ("Two"); a larger one in figures. */
export function useCountWord(): (count: number) => string {
  const { t } = useTranslation('ui');
  const locale = useLocale();
  return useCallback((count) => (count >= 2 && count <= lastWord ? t(`word.${String(count)}`) : formatNumber(count, locale)), [t, locale]);
}
