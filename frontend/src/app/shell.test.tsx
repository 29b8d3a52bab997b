import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { calls, emit, resetWorld, world } from '@/bridge/fake/world';
import { renderRoutes } from '@/testing/render';
import { routes } from './router';

describe('the shell', () => {
  it('leads to every place of the program', async () => {
    const { user } = renderRoutes(routes, '/');
    await screen.findByRole('heading', { name: 'Overview', level: 1 });
    for (const [link, title] of [['Integrations', 'Integrations'], ['Project', 'Project'], ['Activity', 'Activity'], ['Settings', 'Settings']] as const) {
      await user.click(screen.getByRole('link', { name: link }));
      expect(await screen.findByRole('heading', { name: title, level: 1 })).toBeVisible();
      expect(screen.getByRole('link', { name: link })).toHaveAttribute('aria-current', 'page');
    }
  });

  it('stays at the overview in the set-up that is opened from there', async () => {
    renderRoutes(routes, '/connect');
    await screen.findByRole('heading', { name: 'Connect a service', level: 1 });
    expect(screen.getByRole('link', { name: /^Overview/, current: 'page' })).toBeVisible();
  });

  it('says how many things need the person', async () => {
    renderRoutes(routes, '/');
    expect(await screen.findByText('3 things need you')).toBeInTheDocument();
  });

  it('pauses and resumes everything', async () => {
    const { user } = renderRoutes(routes, '/');
    await user.click(await screen.findByRole('button', { name: 'Pause' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Until tomorrow' }));
    expect(await screen.findByText(/^Paused, goes on/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Resume' }));
    expect(await screen.findByText(/^Running, next run/)).toBeVisible();
  });

  it('says so when nothing is active, and has nothing to pause then', async () => {
    resetWorld('empty');
    renderRoutes(routes, '/');
    expect(await screen.findByText('No integration is active')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Pause' })).toBeNull();
  });

  it('explains the first closing of the window, and closes it', async () => {
    const { user } = renderRoutes(routes, '/');
    await screen.findByRole('heading', { name: 'Overview', level: 1 });
    act(() => emit('window:closing', { id: '', name: '' }));
    await user.click(await screen.findByRole('button', { name: 'Close the window' }));
    await waitFor(() => expect(calls.map((call) => call.name)).toContain('AppAPI.CloseWindow'));
  });

  it('opens at the page it was wanted for, and goes to one wanted later', async () => {
    world.wantedPage = '/settings';
    renderRoutes(routes, '/');
    expect(await screen.findByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
    act(() => emit('page:wanted', { id: '/activity', name: '' }));
    expect(await screen.findByRole('heading', { name: 'Activity', level: 1 })).toBeVisible();
  });
});
