import type { ReactNode } from 'react';
import css from './empty-state.module.css';

/** Nothing here yet: one drawing, one sentence, one action. */
export function EmptyState({ sentence, action, small = false }: { sentence: ReactNode; action?: ReactNode; small?: boolean }) {
  return (
    <div className={css.box} data-small={small || undefined}>
      <svg viewBox="0 0 160 64" width={small ? 100 : 160} height={small ? 40 : 64} aria-hidden="true" className={css.drawing}>
        <path d="M4 8C64 8 52 32 96 32" />
        <path d="M4 56C64 56 52 32 96 32" />
        <path d="M4 32h52" strokeDasharray="3 5" />
        <path d="M96 32h18" />
        <rect x="118" y="18" width="38" height="28" rx="4" />
        <path d="M118 26h38M131 26v20" />
      </svg>
      <p>{sentence}</p>
      {action}
    </div>
  );
}
