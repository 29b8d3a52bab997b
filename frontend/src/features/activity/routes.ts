import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'activity', lazy: async () => ({ Component: (await import('./components/runs-page')).RunsPage }) },
  { path: 'activity/errors', lazy: async () => ({ Component: (await import('./components/record-errors-page')).RecordErrorsPage }) },
  { path: 'activity/conflicts', lazy: async () => ({ Component: (await import('./components/conflicts-page')).ConflictsPage }) },
];
