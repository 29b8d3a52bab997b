import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { endSignIn } from '@/bridge/fake/sign-in';
import { calls, failNext, world } from '@/bridge/fake/world';
import { domain } from '@/bridge/types';
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
    await user.type(await screen.findByRole('combobox', { name: 'Address' }), 'caisse@rivemont.example{Enter}');
    await user.click(await screen.findByRole('button', { name: 'Remove caisse@rivemont.example' }));
    await waitFor(() => expect(world.settings.addressBook).not.toContain('caisse@rivemont.example'));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(world.settings.addressBook).toContain('caisse@rivemont.example'));
  });

  it('says once what keeps everything from being read, and tries all of it again', async () => {
    for (const call of ['SettingsAPI.Get', 'MailAPI.Get', 'SettingsAPI.About']) failNext(call, { what: 'The database cannot be read.' });
    const { user } = renderRoutes(routes, '/settings');
    const again = await screen.findByRole('button', { name: 'Try again' });
    await waitFor(() => expect(calls.filter(({ name }) => name.endsWith('.Get') || name.endsWith('.About')).length).toBeGreaterThan(2));
    expect(screen.getAllByText('The database cannot be read.')).toHaveLength(1);
    await user.click(again);
    expect(await screen.findByRole('radio', { name: 'Français' })).toBeVisible();
    expect(await screen.findByText('ssl0.ovh.net:465')).toBeVisible();
    expect(screen.queryByText('The database cannot be read.')).toBeNull();
  });

  it('says where secrets rest', async () => {
    renderRoutes(routes, '/settings');
    expect(await screen.findByText('In the keychain of this computer')).toBeVisible();
  });

  it('starts at login, and waits while on battery, when asked to', async () => {
    const { user } = renderRoutes(routes, '/settings');
    expect(await screen.findByText(/does not tell what its network costs/)).toBeVisible();
    expect(screen.queryByText(/does not tell whether it is on battery/)).toBeNull();
    await user.click(await screen.findByRole('switch', { name: 'Start when I log in' }));
    await waitFor(() => expect(world.settings.startAtLogin).toBe(true));
    expect(screen.getByRole('switch', { name: 'Run on metered networks' })).toBeDisabled();
    await user.click(screen.getByRole('switch', { name: 'Run on battery' }));
    await waitFor(() => expect(world.settings.notOnBattery).toBe(true));
  });

  it('says who did not get an email and why, and sends it again', async () => {
    const { user } = renderRoutes(routes, '/settings');
    expect(await screen.findByText('The mail server refused the email to atelier@rivemont.example.')).toBeVisible();
    expect(screen.queryByText('550 5.1.1 No such user here')).toBeNull();
    const [details] = screen.getAllByRole('button', { name: 'Details' });
    if (details !== undefined) await user.click(details);
    expect(await screen.findByText('550 5.1.1 No such user here')).toBeInTheDocument();
    const [failed] = screen.getAllByRole('button', { name: 'Send again' });
    if (failed !== undefined) await user.click(failed);
    await waitFor(() => expect(world.mail.outbox.find((m) => m.id === 'm-2')?.state).toBe('waiting'));
  });

  it('sends a test to an address and says why it did not arrive', async () => {
    const { user } = renderRoutes(routes, '/settings');
    failNext('MailAPI.Test', { what: 'The mail server does not accept the user and password.' });
    const [ofServer] = await screen.findAllByRole('button', { name: 'Send a test' });
    if (ofServer !== undefined) await user.click(ofServer);
    expect(await screen.findByText('The mail server does not accept the user and password.')).toBeInTheDocument();
  });

  it('fills in a known provider and keeps the stored password', async () => {
    const { user } = renderRoutes(routes, '/settings');
    await user.click(await screen.findByRole('button', { name: 'Change' }));
    await user.click(await screen.findByRole('combobox', { name: 'Provider' }));
    await user.click(await screen.findByRole('option', { name: 'Gmail' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(world.mail.server).toMatchObject({ host: 'smtp.gmail.com', port: 587, tls: 'starttls', from: 'josee@rivemont.example' }));
    expect(calls.find((c) => c.name === 'MailAPI.Save')?.asked).toMatchObject({ password: '' });
  });

  it('removes the mail server once that is said twice', async () => {
    const { user } = renderRoutes(routes, '/settings');
    await user.click(await screen.findByRole('button', { name: 'Change' }));
    await user.click(screen.getByRole('button', { name: 'Remove the mail server' }));
    expect(world.mail.server.host).toBe('ssl0.ovh.net');
    await user.click(await screen.findByRole('button', { name: 'Remove' }));
    expect(await screen.findByRole('button', { name: 'Set up the mail server' })).toBeInTheDocument();
    expect(world.mail.server.host).toBe('');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('sends mail by a sign-in with the browser', async () => {
    const { user } = renderRoutes(routes, '/settings');
    await user.click(await screen.findByRole('button', { name: 'Change' }));
    await user.click(await screen.findByRole('combobox', { name: 'Provider' }));
    await user.click(await screen.findByRole('option', { name: 'Microsoft 365' }));
    expect(screen.getByRole('radio', { name: 'The browser' })).toBeChecked();
    expect(screen.queryByRole('textbox', { name: 'User' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Choose the account that sends the alerts.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'See third-party service authorizations' }));
    await user.type(await screen.findByRole('textbox', { name: /Application/ }), 'app');
    await user.click(screen.getByRole('button', { name: 'Sign in at Microsoft 365' }));
    await waitFor(() => expect(Object.keys(world.flows)).toHaveLength(1));
    const [flow = ''] = Object.keys(world.flows);
    act(() => endSignIn(flow, domain.SignInState.done));
    await user.click(await screen.findByRole('button', { name: /^Choose/ }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(world.mail.server).toMatchObject({ host: 'smtp.office365.com', user: '', authorization: world.flows[flow]?.authorization }));
  });

  it('keeps the night quiet', async () => {
    const { user } = renderRoutes(routes, '/settings');
    await user.click(await screen.findByRole('radio', { name: 'At certain hours' }));
    await waitFor(() => expect(world.settings).toMatchObject({ quietFrom: '22:00', quietUntil: '07:00' }));
    await user.type(await screen.findByLabelText('Until, hours'), '06');
    await user.tab();
    await user.tab();
    await waitFor(() => expect(world.settings).toMatchObject({ quietFrom: '22:00', quietUntil: '06:00' }));
  });
});
