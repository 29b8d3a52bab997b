import type { ReactNode } from 'react';
import css from './section-head.module.css';

interface Props {
  title: ReactNode;
  /** One short grey sentence on the same line. */
  sentence?: ReactNode;
  action?: ReactNode;
  id?: string;
}

export function SectionHead({ title, sentence, action, id }: Props) {
  return (
    <div className={css.head}>
      <h2 id={id}>{title}</h2>
      {sentence !== undefined && <p>{sentence}</p>}
      {action !== undefined && <div className="right row">{action}</div>}
    </div>
  );
}
