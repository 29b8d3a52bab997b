import { screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { counts } from '@/bridge/fake/seed';
import { world } from '@/bridge/fake/world';
import type { api } from '@/bridge/types';
import { setLanguage } from '@/i18n/i18n';
import { renderRoutes } from '@/testing/render';
import { routes } from '../routes';

const run = (more: Partial<api.Progress>) => {
  const running: api.Progress = { run: 'r-2', integration: 'i-crm', dataType: 'contacts', counts: counts({ read: 200 }), total: 2600, perSecond: 10, waitsUntil: '', ...more };
  world.integrations = world.integrations.map((i) => (i.id === 'i-crm' ? { ...i, running } : i));
  renderRoutes(routes, '/integrations/i-crm');
};

afterEach(() => setLanguage('en'));

it.each([
  ['in minutes', {}, 'Contacts, 200 of 2,600, about 4 minutes left'],
  ['rounded up', { perSecond: 9.9 }, 'Contacts, 200 of 2,600, about 5 minutes left'],
  ['of exactly one minute', { perSecond: 40 }, 'Contacts, 200 of 2,600, about one minute left'],
  ['of less than a minute', { perSecond: 100 }, 'Contacts, 200 of 2,600, less than a minute left'],
] as const)('tells the time left of the data type that is read, %s', async (_, more, words) => {
  run(more);
  expect(await screen.findByText((text) => text.startsWith(words))).toBeVisible();
});

it.each([
  ['the service does not say how much there is', { total: 0 }, 'Contacts, 200 records read'],
  ['the speed is not known yet', { perSecond: 0 }, 'Contacts, 200 of 2,600'],
  ['more was read than the service said', { counts: counts({ read: 2700 }) }, 'Contacts, 2,700 of 2,600'],
  ['the service makes the run wait', { waitsUntil: new Date(Date.now() + 600_000).toISOString() }, 'Contacts, 200 of 2,600'],
] as const)('tells no time left where %s', async (_, more, words) => {
  run(more);
  expect(await screen.findByText((text) => text.startsWith(words))).toBeVisible();
  expect(screen.queryByText(/left/)).not.toBeInTheDocument();
});

it('tells it in French', async () => {
  await setLanguage('fr');
  run({});
  expect(await screen.findByText(/environ 4 minutes restantes/)).toBeVisible();
});
