import { useNavigate } from 'react-router';
import { problemOf } from '@/lib/problem';
import { ErrorView } from './error-view';

interface Props {
  error: unknown;
  /** The page of all things of its kind, and the words of the button that leads to it. */
  all: string;
  allLabel: string;
  onRetry: () => void;
}

/** Why the page of one thing did not come. What is gone is not tried again: the others are one click away. */
export function ErrorOfOne({ error, all, allLabel, onRetry }: Props) {
  const navigate = useNavigate();
  if (problemOf(error).code !== 'not_found') return <ErrorView error={error} onAction={onRetry} />;
  return <ErrorView error={error} actionLabel={allLabel} onAction={() => void navigate(all)} />;
}
