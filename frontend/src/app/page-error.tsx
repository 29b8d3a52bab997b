import { useNavigate, useRouteError } from 'react-router';
import { ErrorView } from '@/components/ui/error-view';

/** A page that could not be drawn; the sidebar stays. */
export function PageError() {
  const error = useRouteError();
  const navigate = useNavigate();
  return (
    <main style={{ padding: 'var(--s-8)', background: 'var(--surface)', height: '100%' }}>
      <ErrorView error={error} onAction={() => void navigate(0)} />
    </main>
  );
}
