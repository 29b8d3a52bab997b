import { useId, type ReactNode } from 'react';
import css from './file-picker-field.module.css';

/** A labelled group for content that is not one input: label above, help below. */
export function Field({ label, help, children }: { label: ReactNode; help?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <div id={id} className={css.label}>
        {label}
      </div>
      {children}
      {help !== undefined && <p className={css.help}>{help}</p>}
    </div>
  );
}
