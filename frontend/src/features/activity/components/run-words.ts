import type { TFunction } from 'i18next';
import { type api, domain } from '@/bridge/types';
import type { StatusKind } from '@/components/ui/status-chip';

const { RunResult } = domain;

export const results: domain.RunResult[] = [RunResult.ok, RunResult.warning, RunResult.failed, RunResult.needs_decision, RunResult.cancelled, RunResult.interrupted, RunResult.running];

const kinds: Record<domain.RunResult, StatusKind> = { ok: 'fine', warning: 'needs', failed: 'stopped', needs_decision: 'needs', cancelled: 'idle', interrupted: 'needs', running: 'working' };

export const kindOf = (result: domain.RunResult): StatusKind => kinds[result];

/** A dry run that came to its end: it says so where others say that they are done. */
export const isTrial = (run: api.Run): boolean => run.dryRun && (run.result === RunResult.ok || run.result === RunResult.warning);

export function triggerWords(run: api.Run, t: TFunction<'activity'>): string {
  const words = t(`trigger.${run.trigger}`);
  if (run.dryRun && !isTrial(run)) return t('run.dry', { trigger: words });
  return run.full ? t('run.full', { trigger: words }) : words;
}
