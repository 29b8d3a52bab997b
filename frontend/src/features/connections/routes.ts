import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'configuration', lazy: async () => ({ Component: (await import('./components/configuration-page')).ConfigurationPage }) },
  { path: 'configuration/authorizations', lazy: async () => ({ Component: (await import('./components/configuration-page')).ConfigurationPage }) },
  { path: 'configuration/new', lazy: async () => ({ Component: (await import('./components/source-configuration-page')).SourceConfigurationPage }) },
  { path: 'configuration/:id', lazy: async () => ({ Component: (await import('./components/source-configuration-page')).SourceConfigurationPage }) },
];
