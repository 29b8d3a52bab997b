import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { world } from '@/bridge/fake/world';
import { domain } from '@/bridge/types';
import { renderRoutes } from '@/testing/render';
import { routes } from '../routes';

it('leads from an integration that waits to the authorization it waits for', async () => {
  world.integrations = world.integrations.map((i) => (i.id === 'i-crm' ? { ...i, state: domain.IntegrationState.needs_sign_in, running: undefined } : i));
  renderRoutes(routes, '/integrations/i-crm');
  expect(await screen.findByText('HubSpot no longer accepts the sign-in.')).toBeVisible();
  expect(screen.getByText('This integration waits and uses no error budget. It goes on by itself after you sign in.')).toBeVisible();
  await expect.poll(() => screen.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/configuration/authorizations?authorization=a-crm');
});
