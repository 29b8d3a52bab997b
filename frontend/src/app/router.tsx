import { createHashRouter, Navigate, type RouteObject } from 'react-router';
import { routes as activity } from '@/features/activity/routes';
import { routes as connections } from '@/features/connections/routes';
import { routes as integrations } from '@/features/integrations/routes';
import { routes as overview } from '@/features/overview/routes';
import { routes as project } from '@/features/project/routes';
import { routes as settings } from '@/features/settings/routes';
import { routes as setup } from '@/features/setup/routes';
import { PageError } from './page-error';
import { Shell } from './shell';

// The parts the screens are made of, where the fake program plays; left out of what is shipped.
const gallery: RouteObject[] = import.meta.env.MODE === 'fake' ? [{ path: 'gallery', lazy: async () => ({ Component: (await import('@/gallery/gallery-page')).GalleryPage }) }] : [];

export const routes: RouteObject[] = [
  {
    path: '/',
    element: <Shell />,
    HydrateFallback: () => null,
    children: [
      { errorElement: <PageError />, children: [...overview, ...integrations, ...project, ...activity, ...connections, ...settings, ...setup, ...gallery] },
      // An address of another version, or a mistyped one, is no place to be.
      { path: '*', element: <Navigate to="/" replace /> },
    ],
  },
];

// Wails serves files, not paths: the place in the program stands behind the #.
export const newRouter = () => createHashRouter(routes);
