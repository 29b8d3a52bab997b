import type { ReactNode } from 'react';
import css from './empty-state.module.css';
import { StreamDrawing } from './stream-drawing';

/** Nothing here yet: one drawing, one sentence, one action. */
export function EmptyState({ sentence, action, small = false }: { sentence: ReactNode; action?: ReactNode; small?: boolean }) {
  return (
    <div className={css.box} data-small={small || undefined}>
      <StreamDrawing width={small ? 100 : 160} />
      <p>{sentence}</p>
      {action}
    </div>
  );
}
