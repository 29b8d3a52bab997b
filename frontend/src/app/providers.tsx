import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { followEvents } from '@/bridge/events';
import { i18n } from '@/i18n/i18n';
import { cssVariables, theme } from '@/styles/theme';
import { ErrorBoundary } from './error-boundary';

export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Go tells what changed (bridge/events), so a page that stands asks nothing. One that opens asks again: the backend is on
        // this computer, and an event may have passed while nobody listened.
        staleTime: 2_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        // The backend is on this computer and retries by its own rules.
        retry: false,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });
}

/** Everything the window needs around its pages. */
export function Providers({ client, children }: { client?: QueryClient; children: ReactNode }) {
  const [queries] = useState(() => client ?? newQueryClient());
  useEffect(() => followEvents(queries), [queries]);
  return (
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={queries}>
        <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
          <Notifications position="bottom-center" limit={3} />
          <ErrorBoundary>{children}</ErrorBoundary>
        </MantineProvider>
      </QueryClientProvider>
    </I18nextProvider>
  );
}
