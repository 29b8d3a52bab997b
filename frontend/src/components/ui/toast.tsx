import { notifications } from '@mantine/notifications';
import { i18n } from '@/i18n/i18n';
import { problemOf } from '@/lib/problem';
import { StatusChip } from './status-chip';
import css from './toast.module.css';

const shownMs = 6000;
const shownWithUndoMs = 12_000;

/** Says that something was done; with `undo` it offers to take it back. */
export function toastDone(message: string, undo?: () => void): void {
  const id = `toast-${String(Date.now())}-${String(Math.random())}`;
  notifications.show({
    id,
    icon: <StatusChip kind="fine" size={16} />,
    message: (
      <span className="row">
        <span className="grow">{message}</span>
        {undo !== undefined && (
          <button
            type="button"
            className="link"
            onClick={() => {
              notifications.hide(id);
              undo();
            }}
          >
            {i18n.t('ui:undo')}
          </button>
        )}
      </span>
    ),
    autoClose: undo === undefined ? shownMs : shownWithUndoMs,
    classNames: { root: css.toast, icon: css.icon },
    closeButtonProps: { 'aria-label': i18n.t('ui:close') },
  });
}

/** Says that something did not work, where there is no better place on the page. */
export function toastProblem(error: unknown): void {
  const problem = problemOf(error);
  notifications.show({
    icon: <StatusChip kind="stopped" size={16} />,
    title: problem.what === '' ? i18n.t('ui:error.unexpected') : problem.what,
    message: problem.what === '' ? i18n.t('ui:error.unexpectedToast') : [problem.means, problem.do].filter((s) => s !== '').join(' '),
    autoClose: shownWithUndoMs,
    classNames: { root: css.toast, icon: css.icon },
    closeButtonProps: { 'aria-label': i18n.t('ui:close') },
  });
}
