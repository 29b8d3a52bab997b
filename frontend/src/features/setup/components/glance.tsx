import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { NumberText } from '@/components/ui/number-text';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import css from './setup.module.css';

type Of = (counts: api.Counts) => number;

const sumOf = (report: api.DryRunReport, of: Of) => report.run.transfers.reduce((n, x) => n + of(x.counts), 0);

/** What the drawing of a dry run does not tell, in sentences: what was read, and what of it neither adds nor changes a row. */
export function GlanceWords({ report, source }: { report: api.DryRunReport; source: string }) {
  const { t } = useTranslation('setup');
  const locale = useLocale();
  const told: { of: Of; say: (count: number, number: string) => string }[] = [
    { of: (c) => c.unchanged, say: (count, number) => t('glance.same', { count, number }) },
    { of: (c) => c.leftOut, say: (count, number) => t('glance.leftOut', { count, number }) },
    { of: (c) => c.recordErrors, say: (count, number) => t('glance.failing', { count, number }) },
  ];
  const read = sumOf(report, (c) => c.read);
  const some = told.map(({ of, say }) => ({ n: sumOf(report, of), say })).filter(({ n }) => n > 0);
  const sentences = [t('glance.read', { count: read, number: formatNumber(read, locale), source }), ...some.map(({ n, say }) => say(n, formatNumber(n, locale))), t('glance.unwritten')];
  return <p className={`small muted ${css.told ?? ''}`}>{sentences.join(' ')}</p>;
}

/** The counts of a dry run, each with what it means. */
export function Glance({ report, source }: { report: api.DryRunReport; source: string }) {
  const { t } = useTranslation('setup');
  const locale = useLocale();
  const sum = (of: Of) => sumOf(report, of);
  const read = sum((c) => c.read);
  const lines = [
    { key: 'created', value: sum((c) => c.created), words: t('glance.created'), help: t('glance.createdHelp') },
    { key: 'updated', value: sum((c) => c.updated), words: t('glance.updated'), help: t('glance.updatedHelp') },
    { key: 'unchanged', value: sum((c) => c.unchanged), words: t('glance.unchanged'), help: t('glance.unchangedHelp') },
    { key: 'deleted', value: sum((c) => c.deleted), words: t('glance.deleted'), help: t('glance.deletedHelp') },
    ...(sum((c) => c.leftOut) > 0 ? [{ key: 'choice', value: sum((c) => c.leftOut), words: t('glance.choice'), help: t('glance.choiceHelp') }] : []),
    ...(sum((c) => c.recordErrors) > 0 ? [{ key: 'errors', value: sum((c) => c.recordErrors), words: t('glance.errors'), help: t('glance.errorsHelp') }] : []),
  ];
  return (
    <>
      <p className="small muted">
        {t('glance.read', { count: read, number: formatNumber(read, locale), source })} {t('glance.unwritten')}
      </p>
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
