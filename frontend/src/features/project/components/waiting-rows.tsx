import { LoadingRows } from '@/components/ui/loading-rows';
import css from './rows-part.module.css';

/** Stands where the rows of a table will be. */
export function WaitingRows() {
  return (
    <div className={css.waiting}>
      <LoadingRows rows={12} />
    </div>
  );
}
