import type { TFunction } from 'i18next';
import type { api } from '@/bridge/types';
import type { StreamCount, StreamLine } from '@/components/ui/stream-lines';
import { formatNumber } from '@/lib/format';

const none: StreamCount = { text: '–' };

/** The stream lines of an integration: one a data type that has something ticked. */
export function linesOf(integration: api.Integration, t: TFunction<'integration'>, locale: string): StreamLine[] {
  const ticked = integration.updates.filter((u) => u.updates.length > 0);
  const shown = ticked.length > 0 ? ticked : integration.updates;
  return shown.map((u) => {
    const done = integration.lastRun?.transfers.find((r) => r.dataType === u.dataType);
    const counts = integration.running?.dataType === u.dataType ? integration.running.counts : done?.counts;
    const base = { key: u.dataType, dataType: u.label, table: u.table };
    if (counts === undefined) return { ...base, counts: [none, none, none] };
    const held = done?.heldRows ?? 0;
    const deleted: StreamCount = held > 0 ? { text: t('line.held', { count: held, number: formatNumber(held, locale) }), held: true } : counts.deleted;
    const told = t('line.told', { read: formatNumber(counts.read, locale), unchanged: formatNumber(counts.unchanged, locale), errors: formatNumber(counts.recordErrors, locale) });
    return { ...base, counts: [counts.created, counts.updated, deleted], held: held > 0, told };
  });
}
