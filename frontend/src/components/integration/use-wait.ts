import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { useLocale } from '@/hooks/use-locale';
import { useNow } from '@/hooks/use-now';
import { formatClock } from '@/lib/format';
import { waitEnd } from './status';

/** That a run waits because its service allows no more requests for now: in a few words, and why. */
export function useWait(progress: api.Progress | undefined): { short: string; sentence: string } | undefined {
  const { t } = useTranslation('integration');
  const locale = useLocale();
  const now = useNow();
  const until = waitEnd(progress, now);
  if (until === undefined) return undefined;
  const clock = formatClock(until, locale);
  return { short: t('wait.short', { clock }), sentence: t('wait.sentence', { clock }) };
}
