import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { NumberText } from '@/components/ui/number-text';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import css from './setup.module.css';

/** The counts of a dry run, each with what it means; where they are drawn as streams, those alone that the drawing does not tell. */
export function Glance({ report, source, isDrawn = false }: { report: api.DryRunReport; source: string; isDrawn?: boolean }) {
  const { t } = useTranslation('setup');
  const locale = useLocale();
  const { transfers } = report.run;
  const sum = (of: (c: api.Counts) => number) => transfers.reduce((n, x) => n + of(x.counts), 0);
  const read = sum((c) => c.read);
  const drawn = ['created', 'updated', 'deleted'];
  const all = [
    { key: 'created', value: sum((c) => c.created), words: t('glance.created'), help: t('glance.createdHelp') },
    { key: 'updated', value: sum((c) => c.updated), words: t('glance.updated'), help: t('glance.updatedHelp') },
    { key: 'unchanged', value: sum((c) => c.unchanged), words: t('glance.unchanged'), help: t('glance.unchangedHelp') },
    { key: 'deleted', value: sum((c) => c.deleted), words: t('glance.deleted'), help: t('glance.deletedHelp') },
    ...(sum((c) => c.recordErrors) > 0 ? [{ key: 'errors', value: sum((c) => c.recordErrors), words: t('glance.errors'), help: t('glance.errorsHelp') }] : []),
  ];
  const lines = isDrawn ? all.filter(({ key }) => !drawn.includes(key)) : all;
  return (
    <>
      <p className="small muted">{t('glance.read', { count: read, number: formatNumber(read, locale), source })}</p>
      <dl className={css.counts}>
        {lines.map((line) => (
          <div key={line.key} data-zero={line.value === 0 || undefined}>
            <dt>
              <NumberText value={line.value} />
            </dt>
            <dd>
              <p>{line.words}</p>
              <p className="tiny faint">{line.help}</p>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
