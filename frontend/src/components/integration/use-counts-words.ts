import { useTranslation } from 'react-i18next';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';

interface Counts {
  created: number;
  updated: number;
  deleted: number;
}

/** Counts of rows for the inside of a sentence, each with its own plural: "1 created, 4 updated, 0 deleted". */
export function useCountsWords(): (counts: Counts) => string {
  const { t } = useTranslation('integration');
  const locale = useLocale();
  const of = (count: number) => ({ count, number: formatNumber(count, locale) });
  return ({ created, updated, deleted }) => [t('counts.created', of(created)), t('counts.updated', of(updated)), t('counts.deleted', of(deleted))].join(', ');
}
