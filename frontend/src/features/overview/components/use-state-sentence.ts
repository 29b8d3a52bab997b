import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { useCountWord } from '@/components/ui/use-count-word';

/** How many things wait for the person: as many as Overview lists, and the sidebar counts. */
export const countNeeds = ({ needsYou, warnings }: api.Overview): number => needsYou.length + warnings.length;

/** One sentence that tells how everything stands. */
export function useStateSentence(overview: api.Overview | undefined): string {
  const { t } = useTranslation('overview');
  const word = useCountWord();
  if (overview === undefined) return '';
  const { integrations } = overview;
  const active = integrations.filter((i) => i.state === 'active').length;
  const needs = countNeeds(overview);
  if (integrations.length === 0) return t('sentence.nothing');
  if (needs === 0 && active === integrations.length) return t('sentence.everything');
  const parts = [active === 0 ? t('sentence.noneRuns') : t('sentence.run', { count: active, word: word(active) })];
  if (needs > 0) parts.push(t('sentence.needs', { count: needs, word: word(needs) }));
  return parts.join(' ');
}
