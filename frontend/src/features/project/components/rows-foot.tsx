import { useTranslation } from 'react-i18next';
import { parseTime } from '@/bridge/time';
import type { api } from '@/bridge/types';
import { completenessKind } from '@/components/completeness/completeness';
import { Differences } from '@/components/completeness/differences';
import { StatusChip, type StatusKind } from '@/components/ui/status-chip';
import { useSpokenTime } from '@/components/ui/use-spoken-time';
import { useLocale } from '@/hooks/use-locale';
import { useNow } from '@/hooks/use-now';
import { formatNumber } from '@/lib/format';
import { useFullReads } from '../api/use-tables';
import css from './rows-part.module.css';
import { SearchProgress } from './search-progress';

interface Props {
  table: api.Table;
  total: number | undefined;
  isNarrowed: boolean;
  isDeleted: boolean;
  searched: api.Searched | undefined;
}

/** How many rows are shown, and whether everything the services have stands here. */
export function RowsFoot({ table, total, isNarrowed, isDeleted, searched }: Props) {
  const { t } = useTranslation('project');
  const locale = useLocale();
  const number = (n: number) => formatNumber(n, locale);
  const shown = total ?? 0;
  const words = isDeleted
    ? t('foot.deleted', { count: shown, number: number(shown) })
    : isNarrowed
      ? t('foot.some', { number: number(shown), rows: t('rows', { count: table.rows, number: number(table.rows) }) })
      : t('rows', { count: shown, number: number(shown) });
  return (
    <footer className={css.foot}>
      <span className="small muted" role="status">
        {words}
      </span>
      {searched !== undefined && <SearchProgress searched={searched} />}
      <FullReads table={table} />
    </footer>
  );
}

function FullReads({ table }: { table: api.Table }) {
  const { t } = useTranslation('project');
  const locale = useLocale();
  const say = useSpokenTime();
  const now = useNow();
  const reads = useFullReads(table);
  const at = reads.map((r) => parseTime(r.at)).filter((d) => d !== undefined).sort((a, b) => b.getTime() - a.getTime())[0];
  if (at === undefined) return null;
  const kinds = reads.map(completenessKind);
  const kind = (['needs', 'idle'] satisfies StatusKind[]).find((k) => kinds.includes(k)) ?? 'fine';
  const each = reads.map((r) => t('foot.of', { here: formatNumber(r.inProject, locale), there: formatNumber(r.inService, locale) }));
  const counts = new Intl.ListFormat(locale, { type: 'conjunction' }).format(each);
  return (
    <>
      <StatusChip kind={kind} size={16}>
        <span className="cut" style={{ fontWeight: 'var(--w-body)' }}>
          {t('foot.fullRead', { when: say(at, now), counts })}
        </span>
      </StatusChip>
      {reads.map((r) => r.differences.length > 0 && <Differences key={`${r.integration} ${r.dataType}`} integration={r.integration} differences={r.differences} />)}
    </>
  );
}
