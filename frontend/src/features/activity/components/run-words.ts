import type { TFunction } from 'i18next';
import { type api, domain } from '@/bridge/types';
import type { StatusKind } from '@/components/ui/status-chip';

const { RunResult } = domain;

export const results: domain.RunResult[] = [RunResult.ok, RunResult.warning, RunResult.failed, RunResult.needs_decision, RunResult.cancelled, RunResult.interrupted, RunResult.running];

const kinds: Record<domain.RunResult, StatusKind> = { ok: 'fine', warning: 'needs', failed: 'stopped', needs_decision: 'needs', cancelled: 'idle', interrupted: 'needs', running: 'working' };

export const kindOf = (result: domain.RunResult): StatusKind => kinds[result];

/** How long something took, as people say it. */
export function durationWords(milliseconds: number, locale: string): string {
  const unit = (value: number, name: 'second' | 'minute' | 'hour', digits = 0) => new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: digits }).format(value);
  const seconds = milliseconds / 1000;
  if (seconds < 10) return unit(seconds, 'second', 1);
  if (seconds < 60) return unit(Math.round(seconds), 'second');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return minutes < 10 ? `${unit(minutes, 'minute')} ${unit(Math.round(seconds % 60), 'second')}` : unit(minutes, 'minute');
  return `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`;
}

export function triggerWords(run: api.Run, t: TFunction<'activity'>): string {
  const words = t(`trigger.${run.trigger}`);
  if (run.dryRun) return t('run.dry', { trigger: words });
  return run.full ? t('run.full', { trigger: words }) : words;
}
