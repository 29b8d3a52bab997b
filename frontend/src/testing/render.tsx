import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ReactNode, useEffect, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { createMemoryRouter, type RouteObject, RouterProvider } from 'react-router';
import { followEvents } from '@/bridge/events';
import { i18n } from '@/i18n/i18n';
import { cssVariables, theme } from '@/styles/theme';

function Around({ children }: { children: ReactNode }) {
  const [client] = useState(() => new QueryClient({ defaultOptions: { queries: { retry: false, staleTime: 60_000 } } }));
  useEffect(() => followEvents(client), [client]);
  return (
    <I18nextProvider i18n={i18n}>
      <QueryClientProvider client={client}>
        <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
          <Notifications />
          {children}
        </MantineProvider>
      </QueryClientProvider>
    </I18nextProvider>
  );
}

/** Shows routes as the window does, over the fake bridge. `at` is the place: "/integrations". */
export function renderRoutes(routes: RouteObject[], at: string) {
  const router = createMemoryRouter([{ HydrateFallback: () => null, children: routes }], { initialEntries: [at] });
  const result = render(<RouterProvider router={router} />, { wrapper: Around });
  return { ...result, user: userEvent.setup(), router };
}

/** Shows one part alone. */
export function renderPart(part: ReactNode) {
  const router = createMemoryRouter([{ path: '*', element: part }]);
  return { ...render(<RouterProvider router={router} />, { wrapper: Around }), user: userEvent.setup() };
}
