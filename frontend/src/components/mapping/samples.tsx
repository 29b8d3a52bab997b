import { useTranslation } from 'react-i18next';
import css from './mapping.module.css';

const places = [0, 1, 2];
const number = /^-?\d[\d\s.,]*$/;

/** Three sample values of a field, empty ones as a word. */
export function Samples({ values }: { values: string[] }) {
  const { t } = useTranslation('mapping');
  // Figures of one width, as in the columns of the project.
  const areNumbers = values.every((v) => v === '' || number.test(v));
  return (
    <div className={`${css.samples ?? ''} ${areNumbers ? 'figures' : ''}`}>
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
