import { useTranslation } from 'react-i18next';
import css from './mapping.module.css';

const places = [0, 1, 2];

/** Three sample values of a field, empty ones as a word. */
export function Samples({ values }: { values: string[] }) {
  const { t } = useTranslation('mapping');
  return (
    <div className={css.samples}>
      {places.map((i) => {
        const value = values[i];
        if (value === undefined) return <span key={i} />;
        return value === '' ? (
          <span key={i} className="empty-value">
            {t('empty')}
          </span>
        ) : (
          <span key={i} className="cut" title={value}>
            {value}
          </span>
        );
      })}
    </div>
  );
}
