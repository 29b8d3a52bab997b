import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'project', lazy: async () => ({ Component: (await import('./components/tables-page')).TablesPage }) },
  { path: 'project/:table', lazy: async () => ({ Component: (await import('./components/rows-page')).RowsPage }) },
];
