import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'configuration', lazy: async () => ({ Component: (await import('./components/configurations-page')).ConfigurationsPage }) },
  { path: 'configuration/authorizations', lazy: async () => ({ Component: (await import('./components/authorizations-page')).AuthorizationsPage }) },
  { path: 'configuration/new', lazy: async () => ({ Component: (await import('./components/new-source-page')).NewSourcePage }) },
  { path: 'configuration/try', lazy: async () => ({ Component: (await import('./components/try-manifest-page')).TryManifestPage }) },
  { path: 'configuration/:id', lazy: async () => ({ Component: (await import('./components/source-configuration-page')).SourceConfigurationPage }) },
];
