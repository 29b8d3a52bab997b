import '@fontsource-variable/inter';
import '@mantine/core/styles.css';
import '@mantine/dates/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './styles/tokens.css';
import './styles/global.css';
import 'dayjs/locale/fr';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { Providers } from './app/providers';
import { newRouter } from './app/router';
import { keepPageFromDrops } from './bridge/drops';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

keepPageFromDrops();
createRoot(root).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={newRouter()} />
    </Providers>
  </StrictMode>,
);
