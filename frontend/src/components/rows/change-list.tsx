import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { smallIcon } from '@/components/ui/icon-size';
import css from './change-list.module.css';

export interface RowChange {
  id: string;
  /** What the person knows the row by. */
  name: string;
  table: string;
  /** What happens to the row, or why nothing does. */
  words: string;
  fields: api.FieldChange[];
  /** The row is left as it is: of its fields the value before stands alone, and nothing is struck out. */
  isKept?: boolean | undefined;
}

/** Rows with what happens to each, and the fields that get another value. */
export function ChangeList({ label, rows }: { label: string; rows: RowChange[] }) {
  const { t } = useTranslation('rows');
  return (
    <ul className={css.list} aria-label={label}>
      {rows.map((row) => (
        <li key={`${row.table} ${row.id}`} className={css.row}>
          <div className={css.head}>
            <h3 className="cut">{row.name === '' ? t('noKey') : row.name}</h3>
            <span className="faint small">{row.table}</span>
            <span className="right small muted">{row.words}</span>
          </div>
          {row.fields.map((f) => (
            <div key={f.field} className={css.change}>
              <span className="faint cut">{f.field}</span>
              <span className={css.values}>
                <Value text={f.before} isOld={row.isKept !== true} />
                {row.isKept !== true && (
                  <>
                    <IconArrowRight {...smallIcon} />
                    <Value text={f.after} />
                  </>
                )}
              </span>
            </div>
          ))}
        </li>
      ))}
    </ul>
  );
}

function Value({ text, isOld = false }: { text: string; isOld?: boolean }) {
  const { t } = useTranslation('rows');
  const words = text === '' ? <span className="empty-value">{t('empty')}</span> : text;
  return isOld ? <s className="cut">{words}</s> : <span className="cut">{words}</span>;
}
