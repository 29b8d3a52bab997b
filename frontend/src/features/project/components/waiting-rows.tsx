import { LoadingRows } from '@/components/ui/loading-rows';
import css from './rows-part.module.css';

/** Stands where the grid of a table will be. */
export function WaitingRows() {
  return (
    <div className={css.waiting}>
      <div className={css.waitingHead} />
      <LoadingRows rows={18} />
    </div>
  );
}
