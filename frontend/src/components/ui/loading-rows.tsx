import { useTranslation } from 'react-i18next';
import css from './loading-rows.module.css';

interface Props {
  rows?: number;
  /** A bar where the title of a section will stand. */
  titled?: boolean;
  /** A line of heads above the rows, as in a list. */
  headed?: boolean;
  /** Rows of two lines below a line of heads, as in the list of integrations. */
  roomy?: boolean;
}

/** Rows that are on their way: quiet bars where the words will stand. */
export function LoadingRows({ rows = 4, titled = false, roomy = false, headed = roomy }: Props) {
  const { t } = useTranslation('ui');
  return (
    <div role="status" aria-busy="true" aria-label={t('loading')} className={css.box}>
      {titled && (
        <div className={css.title}>
          <i style={{ width: 128 }} />
        </div>
      )}
      <div className={css.rows} data-headed={headed || undefined} data-roomy={roomy || undefined}>
        {Array.from({ length: rows }, (_, i) => (
          <div key={i} className={css.row}>
            <i style={{ width: `${String(28 - (i % 3) * 6)}%` }} />
            <i style={{ width: `${String(18 + (i % 2) * 8)}%` }} />
          </div>
        ))}
      </div>
    </div>
  );
}
