import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '@/hooks/use-locale';
import type { Words } from './value-text';

/** What valueText needs to speak the language of the window. */
export function useValueWords(): Words {
  const { t } = useTranslation('rows');
  const locale = useLocale();
  return useMemo(() => ({ locale, yes: t('yes'), no: t('no') }), [t, locale]);
}
