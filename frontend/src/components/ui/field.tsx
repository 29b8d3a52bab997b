import { useId, type ReactNode } from 'react';
import controls from '@/styles/controls.module.css';

interface Props {
  label: ReactNode;
  help?: ReactNode;
  error?: ReactNode;
  children: ReactNode;
}

/** A labelled group for content that is not one input: label above, help and what is wrong below. */
export function Field({ label, help, error, children }: Props) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <div id={id} className={controls.label}>
        {label}
      </div>
      {children}
      {help !== undefined && <p className={controls.help}>{help}</p>}
      {error !== undefined && <p className={controls.error}>{error}</p>}
    </div>
  );
}
