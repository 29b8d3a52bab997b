import { useTranslation } from 'react-i18next';
import css from './meter.module.css';
import { NumberText } from './number-text';

/** One rule of a budget: how much is used of how much, with a mark at half where the warning comes. */
export function Meter({ label, used, limit }: { label: string; used: number; limit: number }) {
  const { t } = useTranslation('ui');
  const share = limit > 0 ? Math.min(used / limit, 1) : 0;
  const state = share >= 1 ? 'stopped' : share >= 0.5 ? 'needs' : 'fine';
  return (
    <div className={css.row}>
      <span>{label}</span>
      <span className={css.bar} data-state={state} role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={limit} aria-valuenow={used}>
        <i style={{ width: `${String(share * 100)}%` }} />
      </span>
      <span className={css.value}>
        <b>
          <NumberText value={used} />
        </b>{' '}
        {t('ofLimit')} <NumberText value={limit} />
      </span>
    </div>
  );
}
