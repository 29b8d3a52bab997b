import type { ReactNode } from 'react';
import css from './notice.module.css';
import { StatusChip, type StatusKind } from './status-chip';

interface Props {
  kind: StatusKind;
  title: ReactNode;
  /** One sentence, or several with what stands out among them. */
  children?: ReactNode;
  /** Its buttons, at the right. */
  actions?: ReactNode;
  /** One among others of a panel; alone it brings its own. */
  isRow?: boolean;
}

/** Something to know or to decide: a sign, a title, a sentence, its buttons. */
export function Notice({ kind, title, children, actions, isRow = false }: Props) {
  return (
    <div className={isRow ? css.notice : `panel ${css.notice ?? ''} ${css.alone ?? ''}`} role={isRow ? undefined : 'status'}>
      <StatusChip kind={kind} size={16} />
      <div className="grow">
        <h2 className="row-title">{title}</h2>
        {typeof children === 'string' ? <p className="small muted">{children}</p> : children}
      </div>
      {actions}
    </div>
  );
}
