import type { ReactNode } from 'react';
import css from './facts.module.css';

interface Props {
  /** `lined`: a hairline under each, for facts that stand alone in a section. */
  look?: 'plain' | 'lined';
  children: ReactNode;
}

/** What is known about a thing: names at the left, values at the right. */
export function Facts({ look = 'plain', children }: Props) {
  return (
    <dl className={css.facts} data-look={look}>
      {children}
    </dl>
  );
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
