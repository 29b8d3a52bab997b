import { useTranslation } from 'react-i18next';
import css from './loading-form.module.css';

interface Props {
  /** How many fields will stand there; a `wide` one takes the whole line, a `card` does with two lines in it and a link below. */
  fields: readonly ('half' | 'wide' | 'card')[];
}

/** A form that is on its way: a bar where each label will stand, a box where each field will. */
export function LoadingForm({ fields }: Props) {
  const { t } = useTranslation('ui');
  return (
    <div role="status" aria-busy="true" aria-label={t('loading')} className={css.form}>
      {fields.map((field, i) => (
        <div key={i} className={css.field} data-field={field}>
          <i />
          <b />
        </div>
      ))}
    </div>
  );
}
