import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { problemOf } from '@/lib/problem';
import { Details } from './details';
import css from './error-view.module.css';
import { StatusChip, type StatusKind } from './status-chip';

interface Props {
  error: unknown;
  /** The one button that mends it, or tries again. */
  onAction?: () => void;
  actionLabel?: string;
  /** The sign, where what stands around it has its own; else amber for what may pass by itself, red for the rest. */
  kind?: StatusKind;
}

/** What happened, what it means, what to do; the technical text is one click away and can be copied. */
export function ErrorView({ error, onAction, actionLabel, kind }: Props) {
  const { t } = useTranslation('ui');
  const problem = problemOf(error);
  const todo = problem.what === '' ? t('error.unexpectedAction') : problem.do;
  const details = [problem.code, problem.details].filter((s) => s !== '').join('\n');
  return (
    <div role="alert" className={css.box}>
      <StatusChip kind={kind ?? (problem.retryable ? 'needs' : 'stopped')} size={16} />
      <div className="grow">
        <h2 className="row-title">{problem.what === '' ? t('error.unexpected') : problem.what}</h2>
        {problem.means !== '' && <p className="small muted">{problem.means}</p>}
        {todo !== '' && <p className="small muted">{todo}</p>}
        {details !== '' && <Details text={details} />}
      </div>
      {onAction !== undefined && (
        <Button size="xs" onClick={onAction}>
          {actionLabel ?? t('error.tryAgain')}
        </Button>
      )}
    </div>
  );
}
