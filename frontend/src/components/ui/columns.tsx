import type { ReactNode } from 'react';
import css from './columns.module.css';

interface Props {
  /** In one column it is as wide as a form, else as the page. */
  isForm?: boolean;
  first: ReactNode;
  second: ReactNode;
}

/** The sections of a page in two columns; in a narrow window the second is below the first. */
export function Columns({ isForm = false, first, second }: Props) {
  return (
    <div className={css.columns} data-form={isForm ? '' : undefined}>
      <div className={css.column}>{first}</div>
      <div className={css.column}>{second}</div>
    </div>
  );
}
