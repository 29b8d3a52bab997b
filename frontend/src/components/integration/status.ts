import type { TFunction } from 'i18next';
import { parseTime } from '@/bridge/time';
import { type api, domain } from '@/bridge/types';
import type { StatusKind } from '@/components/ui/status-chip';
import { formatClock, formatNumber } from '@/lib/format';

export interface Status {
  kind: StatusKind;
  words: string;
}

export function isPaused(integration: api.Integration, now: Date): boolean {
  const until = parseTime(integration.pausedUntil);
  return until !== undefined && until > now;
}

/** Until when a run waits because its service allows no more requests; undefined where it does not wait. */
export function waitEnd(progress: api.Progress | undefined, now: Date): Date | undefined {
  const until = parseTime(progress?.waitsUntil ?? '');
  return until !== undefined && until > now ? until : undefined;
}

/** The state of an integration: an icon and its word. */
export function statusOf(integration: api.Integration, now: Date, t: TFunction<'integration'>, locale: string): Status {
  const { running } = integration;
  const waits = waitEnd(running, now);
  if (waits) return { kind: 'working', words: t('status.waits', { clock: formatClock(waits, locale) }) };
  if (running) {
    const done = formatNumber(running.counts.read, locale);
    return { kind: 'working', words: running.total > 0 ? t('status.runningOf', { done, total: formatNumber(running.total, locale) }) : t('status.running', { done }) };
  }
  if (integration.state === 'active' && isPaused(integration, now)) return { kind: 'idle', words: t('status.paused') };
  switch (integration.state) {
    case domain.IntegrationState.inactive:
      return { kind: 'idle', words: t('status.inactive') };
    case domain.IntegrationState.disabled:
      return { kind: 'stopped', words: t('status.disabled') };
    case domain.IntegrationState.needs_decision:
      return { kind: 'needs', words: t('status.needsDecision') };
    case domain.IntegrationState.needs_sign_in:
      return { kind: 'needs', words: t('status.needsSignIn') };
    case domain.IntegrationState.active:
      return activeStatus(integration.lastRun, t);
  }
}

/** Green means right: a failed or doubtful last run is not green. */
function activeStatus(lastRun: api.Run | undefined, t: TFunction<'integration'>): Status {
  switch (lastRun?.result) {
    case 'failed':
      return { kind: 'needs', words: t('status.failed') };
    case 'warning':
      return { kind: 'needs', words: t('status.warning') };
    default:
      return { kind: 'fine', words: t('status.active') };
  }
}
