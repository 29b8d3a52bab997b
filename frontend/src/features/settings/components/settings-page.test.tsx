import { screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { failNext, world } from '@/bridge/fake/world';
import { renderRoutes } from '@/testing/render';
import { routes } from '../routes';

describe('Settings', () => {
  it('saves a language as soon as it is chosen', async () => {
    const { user } = renderRoutes(routes, '/settings');
    await user.click(await screen.findByRole('radio', { name: 'Français' }));
    await waitFor(() => expect(world.settings.language).toBe('fr'));
  });

  it('goes back to what is stored when a choice is refused', async () => {
    const { user } = renderRoutes(routes, '/settings');
    const dark = await screen.findByRole('radio', { name: 'Dark' });
    failNext('SettingsAPI.Save', { what: 'The settings could not be written.' });
    await user.click(dark);
    expect(await screen.findByText('The settings could not be written.')).toBeInTheDocument();
    await waitFor(() => expect(dark).not.toBeChecked());
    expect(world.settings.appearance).toBe('');
  });

  it('adds to the address book and takes a removal back', async () => {
    const { user } = renderRoutes(routes, '/settings');
    await user.type(await screen.findByLabelText('New address'), 'caisse@rivemont.example{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Remove caisse@rivemont.example' }));
    await waitFor(() => expect(world.settings.addressBook).not.toContain('caisse@rivemont.example'));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(world.settings.addressBook).toContain('caisse@rivemont.example'));
  });

  it('says where secrets rest', async () => {
    renderRoutes(routes, '/settings');
    expect(await screen.findByText('In the keychain of this computer')).toBeVisible();
  });

  it('starts at login, and waits while on battery, when asked to', async () => {
    const { user } = renderRoutes(routes, '/settings');
    await user.click(await screen.findByRole('switch', { name: 'Start when I log in' }));
    await waitFor(() => expect(world.settings.startAtLogin).toBe(true));
    await user.click(screen.getByRole('switch', { name: 'Run on battery' }));
    await waitFor(() => expect(world.settings.notOnBattery).toBe(true));
  });
});
