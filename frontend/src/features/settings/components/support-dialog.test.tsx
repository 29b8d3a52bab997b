import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { calls, failNext } from '@/bridge/fake/world';
import { renderRoutes } from '@/testing/render';
import { routes } from '../routes';

const asked = () => calls.map((c) => c.name).filter((name) => name.startsWith('SupportAPI.'));

describe('Support bundle', () => {
  // jsdom has no layout, and of a text without height no line is drawn.
  beforeEach(() => {
    const height = vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(400);
    return () => height.mockRestore();
  });

  it('shows each file before it is saved, and forgets them with the pop-up', async () => {
    const { user } = renderRoutes(routes, '/settings');
    await user.click(await screen.findByRole('button', { name: 'Support bundle…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Support bundle' });
    const files = await within(dialog).findByRole('list', { name: 'What is in it' });
    expect(within(files).getAllByRole('button')).toHaveLength(6);
    expect(await within(dialog).findByText('Tributary 0.1.0')).toBeInTheDocument();
    await user.click(within(files).getByRole('button', { name: /tributary\.log/ }));
    const log = await within(dialog).findByRole('region', { name: 'tributary.log' });
    expect(within(log).getAllByText(/Run ended/).length).toBeLessThan(100); // of 4,000 lines
    expect(asked()).not.toContain('SupportAPI.Save');
    await user.click(within(dialog).getByRole('button', { name: 'Save the bundle…' }));
    expect(await screen.findByText(/The bundle was saved: .*\.zip/)).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    await waitFor(() => expect(asked()).toContain('SupportAPI.Drop'));
  });

  it('says what failed and tries again', async () => {
    failNext('SupportAPI.Prepare', { what: 'The log cannot be read.' });
    const { user } = renderRoutes(routes, '/settings?support=1');
    expect(await screen.findByText('The log cannot be read.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: 'Save the bundle…' })).toBeDisabled();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Tributary 0.1.0')).toBeInTheDocument();
  });
});
