import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { useCountWord } from '@/components/ui/use-count-word';

/** One sentence that tells how everything stands. */
export function useStateSentence(overview: api.Overview | undefined): string {
  const { t } = useTranslation('overview');
  const word = useCountWord();
  if (overview === undefined) return '';
  const { integrations } = overview;
  const isWaiting = (i: api.Integration) => i.state === 'needs_decision' || i.state === 'needs_sign_in' || i.state === 'disabled';
  const active = integrations.filter((i) => i.state === 'active').length;
  const waiting = integrations.filter(isWaiting).length;
  if (integrations.length === 0) return t('sentence.nothing');
  if (waiting === 0 && active === integrations.length && overview.needsYou.length === 0) return t('sentence.everything');
  const parts = [active === 0 ? t('sentence.noneRuns') : t('sentence.run', { count: active, word: word(active) })];
  if (waiting > 0) parts.push(t('sentence.wait', { count: waiting, word: word(waiting) }));
  else if (overview.needsYou.length > 0) parts.push(t('sentence.needs', { count: overview.needsYou.length, word: word(overview.needsYou.length) }));
  return parts.join(' ');
}
