import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { useCountsWords } from '@/components/integration/use-counts-words';
import { NumbersTable } from '@/components/ui/numbers-table';
import { SectionHead } from '@/components/ui/section-head';
import { type Bar, Legend, type Series, StackedBars } from '@/components/ui/stacked-bars';
import { useLocale } from '@/hooks/use-locale';
import { formatDay } from '@/lib/format';

/** Created, updated and deleted rows of the last days, as bars or as a table. */
export function ChangesPerDay({ days }: { days: api.DayCounts[] }) {
  const { t } = useTranslation('overview');
  const [isTable, setTable] = useState(false);
  const locale = useLocale();
  const counts = useCountsWords();
  const series: Series[] = [
    { key: 'created', label: t('changes.created'), colour: '--created' },
    { key: 'updated', label: t('changes.updated'), colour: '--updated' },
    { key: 'deleted', label: t('changes.deleted'), colour: '--deleted' },
  ];
  const today = new Date();
  const bars: Bar[] = days.map((day, i) => {
    const at = new Date(`${day.day}T12:00:00`);
    const isNow = i === days.length - 1;
    const short = new Intl.DateTimeFormat(locale, i === 0 ? { day: 'numeric', month: 'short' } : { day: 'numeric' }).format(at);
    return { key: day.day, label: isNow ? t('changes.today') : short, title: t('changes.told', { day: formatDay(at, locale, today), counts: counts(day) }), values: [day.created, day.updated, day.deleted], isNow };
  });
  return (
    <section aria-labelledby="changes-per-day">
      <SectionHead
        id="changes-per-day"
        title={t('changes.title')}
        sentence={<Legend series={series} />}
        action={
          <button type="button" className="link small" onClick={() => setTable(!isTable)}>
            {isTable ? t('changes.asBars') : t('changes.asTable')}
          </button>
        }
      />
      {isTable ? (
        <NumbersTable label={t('changes.title')} heads={[t('changes.day'), ...series.map((s) => s.label)]} rows={bars.map((b) => ({ key: b.key, name: formatDay(new Date(`${b.key}T12:00:00`), locale, today), numbers: b.values })).reverse()} />
      ) : (
        <StackedBars label={t('changes.label')} series={series} bars={bars} />
      )}
    </section>
  );
}
