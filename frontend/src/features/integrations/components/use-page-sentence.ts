import { useTranslation } from 'react-i18next';
import { isForever, parseTime } from '@/bridge/time';
import type { api } from '@/bridge/types';
import { useSpokenTime } from '@/components/ui/use-spoken-time';
import { isPaused } from '@/components/integration/status';
import { useCountsWords } from '@/components/integration/use-counts-words';
import { useNow } from '@/hooks/use-now';

/** One sentence that tells the state of an integration. */
export function usePageSentence(integration: api.Integration): string {
  const { t } = useTranslation('integrations');
  const say = useSpokenTime();
  const now = useNow();
  const last = useLastRun(integration, now);
  const at = parseTime(integration.stateAt);
  const next = parseTime(integration.nextRunAt);
  const when = at === undefined ? '' : say(at, now);
  const { state }: { state: string } = integration;
  switch (state) {
    case 'inactive':
      return integration.lastRun && when !== '' ? t('state.deactivated', { when }) : t('state.never');
    case 'disabled':
      return t('state.disabled', { when, cause: integration.stateCause });
    case 'needs_decision':
      return t('state.needsDecision');
    case 'needs_sign_in':
      return t('state.needsSignIn');
    default: {
      const until = parseTime(integration.pausedUntil);
      if (isPaused(integration, now) && until !== undefined) return isForever(until) ? t('state.pausedForever') : t('state.paused', { when: say(until, now) });
      return [last, next === undefined || integration.running ? '' : t('state.next', { when: say(next, now) })].filter((s) => s !== '').join(' ');
    }
  }
}

function useLastRun(integration: api.Integration, now: Date): string {
  const { t } = useTranslation('integrations');
  const say = useSpokenTime();
  const counts = useCountsWords();
  const { lastRun } = integration;
  const at = parseTime(lastRun?.startedAt ?? '');
  if (!lastRun || at === undefined) return t('state.notRun');
  const sum = (pick: (c: api.Counts) => number) => lastRun.transfers.reduce((n, r) => n + pick(r.counts), 0);
  return t('state.last', { when: say(at, now), counts: counts({ created: sum((c) => c.created), updated: sum((c) => c.updated), deleted: sum((c) => c.deleted) }) });
}
