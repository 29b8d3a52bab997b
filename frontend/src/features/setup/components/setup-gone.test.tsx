import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { world } from '@/bridge/fake/world';
import { domain } from '@/bridge/types';
import { renderRoutes } from '@/testing/render';
import { routes } from '../routes';
import type { Setup } from './use-setup';

const { created, updated } = domain.UpdateType;

/** A set-up that was left at a step; it comes back with the page. */
const leaveAt = (step: number, more: Partial<Setup> = {}) => {
  const integration = world.integrations.find((i) => i.id === 'i-shop');
  const left: Setup = {
    step, reached: step, source: integration?.source.id ?? '', name: 'Boutique en ligne', authorization: '', settings: {}, configuration: integration?.configuration.id ?? '',
    integration: 'i-shop', integrationName: 'Clients et commandes', tables: { customers: 'Contacts' }, updates: { customers: [created, updated] }, everySeconds: 900, cron: '', emails: [], ...more,
  };
  localStorage.setItem('draft:connect', JSON.stringify(left));
};

beforeEach(() => localStorage.clear());

describe('a set-up whose integration was removed meanwhile', () => {
  it('says so and offers to start over, but neither Activate nor a step back', async () => {
    leaveAt(5, { integration: 'i-gone' });
    const { user } = renderRoutes(routes, '/connect');
    // The page's own answer: what the step says of its own calls goes when it comes.
    expect(await screen.findByText('Start over to set it up anew.')).toBeVisible();
    expect(within(screen.getByRole('alert')).getByText('This no longer exists.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Activate' })).not.toBeInTheDocument();
    const steps = within(screen.getByRole('list'));
    expect(steps.queryAllByRole('button')).toEqual([]);
    expect(steps.getAllByRole('listitem').map((s) => s.getAttribute('data-look'))).toEqual(['next', 'next', 'next', 'next', 'next']);

    await user.click(screen.getByRole('button', { name: 'Start over' }));
    await waitFor(() => expect(screen.queryByRole('alert')).not.toBeInTheDocument());
    expect(screen.getByLabelText('Service', { selector: 'input' })).toHaveValue('');
    expect(screen.getByRole('button', { name: 'Save and continue' })).toBeVisible();
  });

  it('says so of a source configuration too', async () => {
    leaveAt(2, { configuration: 'c-gone', integration: '' });
    renderRoutes(routes, '/connect');
    expect(await screen.findByText('Start over to set it up anew.')).toBeVisible();
    expect(screen.getByText('This no longer exists.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Start over' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Save and continue' })).not.toBeInTheDocument();
  });
});

describe('how often, in the guided set-up', () => {
  it('takes times of day, saves them, and tells them among the steps', async () => {
    leaveAt(3);
    const { user } = renderRoutes(routes, '/connect');
    await user.click(await screen.findByRole('radio', { name: 'At times of day' }));
    const times = screen.getByLabelText('Times of day');
    expect(times).toHaveValue('08:00');
    await user.clear(times);
    await user.type(times, '6:15, 18:15');
    await user.click(screen.getByRole('button', { name: 'Save and continue' }));
    await waitFor(() => expect(world.integrations.find((i) => i.id === 'i-shop')).toMatchObject({ cron: '15 6,18 * * *', everySeconds: 0 }));
    expect(await screen.findByText(/step 4 of 5/)).toBeVisible();
    expect(within(screen.getByRole('list')).getByText('Created, Updated, at 06:15 and 18:15')).toBeVisible();
  });
});
