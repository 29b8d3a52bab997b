import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'activity', lazy: async () => ({ Component: (await import('./components/activity-page')).ActivityPage }) },
  { path: 'activity/errors', lazy: async () => ({ Component: (await import('./components/activity-page')).ActivityPage }) },
];
