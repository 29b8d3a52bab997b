import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { endSignIn } from '@/bridge/fake/sign-in';
import { world } from '@/bridge/fake/world';
import { domain } from '@/bridge/types';
import { renderRoutes } from '@/testing/render';
import { routes } from '../routes';

const next = () => screen.getByRole('button', { name: 'Save and continue' });

describe('Connect a service', () => {
  it('goes from a service to an active integration in five steps', async () => {
    const { user } = renderRoutes([...routes, { path: '/integrations/:id', element: <p>There</p> }], '/connect');
    await user.click(await screen.findByLabelText('Service', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: /HubSpot/ }));
    await user.click(await screen.findByRole('button', { name: 'See third-party service authorizations' }));
    await user.click(await screen.findByRole('button', { name: 'Choose HubSpot de Josée' }));
    await user.click(next());

    expect(await screen.findByText(/step 2 of 5/)).toBeVisible();
    await user.click(await screen.findByRole('checkbox', { name: 'Coupons' }));
    const table = screen.getByLabelText('Table for Coupons');
    expect(table).toHaveValue('Coupons');
    await user.click(next());

    expect(await screen.findByText(/step 3 of 5/)).toBeVisible();
    const made = world.configurations.at(-1);
    expect(made?.transfers).toEqual([expect.objectContaining({ dataType: 'coupons', table: 'Coupons', active: true, keys: ['email'] })]);
    expect(await screen.findByRole('checkbox', { name: 'Created' })).toBeChecked();
    expect(screen.getByRole('checkbox', { name: 'Deleted' })).not.toBeChecked();
    await user.click(screen.getByRole('checkbox', { name: 'Deleted' }));
    await user.click(next());

    await user.type(await screen.findByLabelText('Address', { selector: 'input' }), 'josee@rivemont.example');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    await user.click(next());

    expect(await screen.findByText('The first run would do this')).toBeVisible();
    expect(screen.getByText('412 records were read from HubSpot. 164 of them have a row that is already the same. Nothing was written.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Activate' }));
    expect(await screen.findByText('There')).toBeVisible();
    expect(world.integrations.at(-1)).toMatchObject({ name: 'HubSpot', state: 'active', emailAlerts: ['josee@rivemont.example'], updates: [{ dataType: 'coupons', updates: ['created', 'updated', 'deleted'] }] });
    expect(localStorage.getItem('draft:connect')).toBeNull();
  });

  it('begins with the service it was opened for', async () => {
    renderRoutes(routes, '/connect?source=spreadsheet');
    await waitFor(() => expect(screen.getByLabelText('Service', { selector: 'input' })).toHaveValue('Spreadsheets'));
  });

  it('signs in with the browser on the way, and uses what was made', async () => {
    const { user } = renderRoutes(routes, '/connect');
    await user.click(await screen.findByLabelText('Service', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: /Xero/ }));
    await user.click(await screen.findByRole('button', { name: 'See third-party service authorizations' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(await dialog.findByLabelText('Client id'), 'id-1');
    await user.type(dialog.getByLabelText('Client secret'), 'cs-1');
    await user.click(dialog.getByRole('button', { name: 'Sign in at Xero' }));
    await dialog.findByText('Waiting for you at Xero');
    act(() => endSignIn(Object.keys(world.signIns).at(-1) ?? '', domain.SignInState.done));
    await user.click(within(await dialog.findByRole('region', { name: 'Xero' })).getByRole('button', { name: 'Choose' }));
    expect(await screen.findByText('Works, checked just now')).toBeVisible();
  });

  it('asks for a path instead of an authorization for spreadsheets', async () => {
    const { user } = renderRoutes(routes, '/connect');
    await user.click(await screen.findByLabelText('Service', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: /Spreadsheets/ }));
    await user.click(next());
    expect(await screen.findByText('Fill in “Folder or file”.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'One file' }));
    await user.click(next());
    expect(await screen.findByText(/step 2 of 5/)).toBeVisible();
    expect(world.configurations.at(-1)?.settings).toMatchObject({ path: '/home/josee/prix' });
    await user.click(next());
    expect(screen.getByText('Tick at least one type of data.')).toBeVisible();
  });

  it('keeps everything when one leaves, and goes back to a step', async () => {
    const first = renderRoutes(routes, '/connect');
    await first.user.click(await screen.findByLabelText('Service', { selector: 'input' }));
    await first.user.click(await screen.findByRole('option', { name: /Stripe/ }));
    first.unmount();
    const { user } = renderRoutes(routes, '/connect');
    await waitFor(() => expect(screen.getByLabelText('Name')).toHaveValue('Stripe'));
    const steps = screen.getByRole('list');
    expect(within(steps).getByText('Integration source')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Start over' }));
    expect(screen.queryByLabelText('Name')).not.toBeInTheDocument();
  });
});
