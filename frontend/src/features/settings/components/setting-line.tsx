import type { ReactNode } from 'react';
import css from './settings-page.module.css';

/** One choice: its name, what it does, and the control at the right. */
export function SettingLine({ title, help, children }: { title: string; help?: string; children: ReactNode }) {
  return (
    <div className={css.line}>
      <div className="grow">
        <h2 className="row-title">{title}</h2>
        {help !== undefined && <p className="small muted">{help}</p>}
      </div>
      {children}
    </div>
  );
}
