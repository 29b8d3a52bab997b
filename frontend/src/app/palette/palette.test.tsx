import { screen, within } from '@testing-library/react';
import { spotlight } from '@mantine/spotlight';
import { afterEach, describe, expect, it } from 'vitest';
import { renderRoutes } from '@/testing/render';
import { routes } from '../router';

async function open() {
  const shown = renderRoutes(routes, '/');
  await screen.findByRole('heading', { name: 'Overview', level: 1 });
  return shown;
}

afterEach(() => spotlight.close());

describe('the keyboard', () => {
  it('goes to a table by a few letters', async () => {
    const { user, router } = await open();
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('textbox', { name: /^Go to a page/ }), 'contac');
    const hits = await screen.findAllByRole('button', { name: /Contacts/ });
    expect(hits.length).toBeGreaterThan(0);
    await user.keyboard('{Enter}');
    await screen.findByRole('heading', { name: 'Contacts', level: 1 });
    expect(router.state.location.pathname).toBe('/project/Contacts');
  });

  it('goes to the pages in their order', async () => {
    const { user, router } = await open();
    await user.keyboard('{Control>}[Digit4]{/Control}');
    await screen.findByRole('heading', { name: 'Activity', level: 1 });
    expect(router.state.location.pathname).toBe('/activity');
  });

  it('shows what it can do, but not while one types a question mark', async () => {
    const { user } = await open();
    await user.keyboard('{Shift>}?{/Shift}');
    const sheet = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(within(sheet).getByText('Help for this page')).toBeVisible();
    await user.keyboard('{Escape}');
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('textbox', { name: /^Go to a page/ }), '?');
    expect(screen.queryByRole('dialog', { name: 'Keyboard shortcuts' })).not.toBeInTheDocument();
  });
});

describe('the help', () => {
  it('is that of the page, turns its own pages, and comes back', async () => {
    const { user } = await open();
    await user.keyboard('{F1}');
    const drawer = await screen.findByRole('dialog', { name: 'Overview' });
    await user.click(within(drawer).getByRole('button', { name: 'how that goes' }));
    expect(await screen.findByRole('dialog', { name: 'Connect a service' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Back to the help of this page' }));
    expect(await screen.findByRole('dialog', { name: 'Overview' })).toBeVisible();
  });

  it('follows the page behind it', async () => {
    const { user } = await open();
    await user.click(screen.getByRole('button', { name: 'Help' }));
    await screen.findByRole('dialog', { name: 'Overview' });
    await user.click(screen.getByRole('link', { name: 'Project' }));
    expect(await screen.findByRole('dialog', { name: 'Project' })).toBeVisible();
  });
});
