import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'connect', lazy: async () => ({ Component: (await import('./components/setup-page')).SetupPage }) },
];
