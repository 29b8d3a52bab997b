import type { RouteObject } from 'react-router';

export const routes: RouteObject[] = [
  { path: 'integrations', lazy: async () => ({ Component: (await import('./components/integrations-page')).IntegrationsPage }) },
  { path: 'integrations/new', lazy: async () => ({ Component: (await import('./components/new-integration-page')).NewIntegrationPage }) },
  { path: 'integrations/:id', lazy: async () => ({ Component: (await import('./components/integration-page')).IntegrationPage }) },
];
