import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { api } from '@/bridge/types';
import { NumbersTable } from '@/components/ui/numbers-table';
import { SectionHead } from '@/components/ui/section-head';

const numbersOf = (t: api.TableCounts) => [t.created, t.updated, t.deleted, t.rows];

/** Today's changes per table, and how many rows each has. */
export function Today({ tables }: { tables: api.TableCounts[] }) {
  const { t } = useTranslation('overview');
  const sum = tables.map(numbersOf).reduce((all, row) => all.map((v, i) => v + (row[i] ?? 0)), [0, 0, 0, 0]);
  return (
    <section aria-labelledby="today">
      <SectionHead id="today" title={t('today.title')} />
      {tables.length === 0 ? (
        <p className="small muted">{t('today.nothing')}</p>
      ) : (
        <NumbersTable
          label={t('today.title')}
          heads={[t('today.table'), t('changes.created'), t('changes.updated'), t('changes.deleted'), t('today.rows')]}
          rows={tables.map((table) => ({
            key: table.table,
            name: (
              <Link to={`/project/${encodeURIComponent(table.table)}`} style={{ color: 'inherit', fontWeight: 'inherit' }}>
                {table.table}
              </Link>
            ),
            numbers: numbersOf(table),
          }))}
          {...(tables.length > 1 ? { sum: { name: t('today.total'), numbers: sum } } : {})}
        />
      )}
    </section>
  );
}
