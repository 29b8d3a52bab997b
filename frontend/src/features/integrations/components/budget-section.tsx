import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { api } from '@/bridge/types';
import { parseTime } from '@/bridge/time';
import { Meter } from '@/components/ui/meter';
import { SectionHead } from '@/components/ui/section-head';
import { StatusChip } from '@/components/ui/status-chip';
import { useLocale } from '@/hooks/use-locale';
import { formatExact } from '@/lib/format';
import css from './integration-view.module.css';

/** How many failures are left before the integration is disabled. */
export function BudgetSection({ integration }: { integration: api.Integration }) {
  const { t } = useTranslation('integrations');
  const locale = useLocale();
  const disableAt = parseTime(integration.disableAt);
  const errors = integration.meters.find((m) => m.name === 'record_errors')?.value ?? 0;
  const isClean = integration.meters.every((m) => m.value === 0);
  return (
    <section>
      <SectionHead title={t('budget.title')} sentence={t('budget.sentence')} />
      {integration.meters.map((m) => (
        <Meter key={m.name} label={t(`budget.${m.name}`)} used={m.value} limit={m.limit} />
      ))}
      {integration.warning !== '' && (
        <div className={css.warning} role="status">
          <StatusChip kind="needs" size={16} />
          <p className="small">
            {integration.warning} {disableAt === undefined ? t('budget.willDisable') : t('budget.willDisableAt', { at: formatExact(disableAt, locale) })}
          </p>
        </div>
      )}
      {isClean && <p className={`small muted ${css.budget ?? ''}`}>{t('budget.clean')}</p>}
      {errors > 0 && (
        <p className={`small muted ${css.budget ?? ''}`}>
          {t('budget.open')} <Link className="nowrap" to={`/activity/errors?integration=${integration.id}`}>{t('budget.see')}</Link>
        </p>
      )}
    </section>
  );
}
