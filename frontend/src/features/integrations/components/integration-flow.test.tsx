import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { failNext, resetWorld, world } from '@/bridge/fake/world';
import { renderRoutes } from '@/testing/render';
import { routes } from '../routes';

const open = (at: string) => renderRoutes(routes, at);

describe('creating an integration', () => {
  it('asks for a source configuration and a name, and leads to its page', async () => {
    const { user } = open('/integrations');
    await user.click(await screen.findByRole('link', { name: 'Create an integration' }));
    await user.click(await screen.findByRole('button', { name: 'Create' }));
    expect(screen.getByText('Choose a source configuration.')).toBeVisible();
    expect(screen.getByText('Give it a name.')).toBeVisible();

    await user.click(screen.getByLabelText('Source configuration', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: /Boutique en ligne/ }));
    await user.type(screen.getByLabelText('Name'), 'Nightly');
    await user.click(screen.getByRole('button', { name: 'Create' }));

    expect(await screen.findByRole('heading', { name: 'Nightly', level: 1 })).toBeVisible();
    expect(screen.getByText('Inactive')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Activate' })).toBeDisabled();
    expect(screen.getByText('Tick a type of update first')).toBeVisible();
  });

  it('keeps what was typed when one leaves and comes back', async () => {
    const first = open('/integrations/new');
    await first.user.type(await screen.findByLabelText('Name'), 'Half typed');
    first.unmount();
    open('/integrations/new');
    expect(await screen.findByLabelText('Name')).toHaveValue('Half typed');
  });

  it('says what is missing when there is no source configuration', async () => {
    resetWorld('empty');
    open('/integrations/new');
    expect(await screen.findByRole('link', { name: 'Create a new Integration Source' })).toBeVisible();
  });
});

describe('fields the service sends anew', () => {
  it('are named, lead to the mapping, and are dismissed for good', async () => {
    const { user } = open('/integrations/i-shop');
    expect(await screen.findByText('The service sends 2 new fields: shipping.address_1, shipping.city.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Open the mapping' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Dismiss' }));
    await waitFor(() => expect(screen.queryByText('The fields of Customers have changed.')).not.toBeInTheDocument());
    expect(world.configurations[0]?.transfers[0]?.fieldChanges).toEqual([]);
  });
});

describe('the page of an integration', () => {
  it('ticks types of updates, says what each will do, and saves', async () => {
    const { user } = open('/integrations/i-crm');
    await user.click(await screen.findByRole('button', { name: /Deals.*Nothing ticked yet/ }));
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await waitFor(() => expect(screen.getAllByRole('checkbox', { name: 'Created' })).toHaveLength(2));
    const created = screen.getAllByRole('checkbox', { name: 'Created' });
    expect(created[1]).toHaveAccessibleDescription('A new record of Deals becomes a new row in Orders.');
    await user.click(created[1] ?? document.body);
    expect(screen.getByText('There are changes that are not saved yet.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(world.integrations.find((i) => i.id === 'i-crm')?.updates[1]?.updates).toEqual(['created']));
    expect(await screen.findByText('Everything is saved.')).toBeVisible();
  });

  it('adds an email alert from what is typed, refuses what is no address, and takes a removal back', async () => {
    const { user } = open('/integrations/i-crm');
    const field = await screen.findByLabelText('Address', { selector: 'input' });
    await user.type(field, 'nobody');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    expect(screen.getByText('This is no email address.')).toBeVisible();
    await user.clear(field);
    await user.type(field, 'new@rivemont.example');
    await user.click(screen.getByRole('button', { name: 'Add' }));
    await user.click(screen.getByRole('button', { name: 'Remove new@rivemont.example' }));
    expect(screen.queryByRole('button', { name: 'Remove new@rivemont.example' })).not.toBeInTheDocument();
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(screen.getByRole('button', { name: 'Remove new@rivemont.example' })).toBeVisible();
  });

  it('counts in a dry run, then activates', async () => {
    world.integrations = world.integrations.map((i) => (i.id === 'i-shop' ? { ...i, state: 'inactive' as typeof i.state } : i));
    const { user } = open('/integrations/i-shop');
    await user.click(await screen.findByRole('button', { name: 'Run' }));
    const table = await screen.findByRole('table', { name: 'Dry run' });
    expect(within(table).getByRole('row', { name: 'Contacts 3 41 6 0' })).toBeVisible();
    expect(within(table).getByRole('row', { name: 'Orders 18 9 left out 2' })).toBeVisible();
    expect(within(table).getByRole('row', { name: 'Total 21 50 6 2' })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Activate' }));
    expect(await screen.findByText('Active')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Activate' })).not.toBeInTheDocument();
  });

  it('shows what happened, what it means and what to do when it cannot be activated', async () => {
    world.integrations = world.integrations.map((i) => (i.id === 'i-shop' ? { ...i, state: 'inactive' as typeof i.state } : i));
    failNext('IntegrationsAPI.Activate', { what: 'The key is not accepted.', means: 'Nothing can be read.', do: 'Check the authorization.', details: 'HTTP 401' });
    const { user } = open('/integrations/i-shop');
    await user.click(await screen.findByRole('button', { name: 'Activate' }));
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText('The key is not accepted.')).toBeVisible();
    expect(within(alert).getByText('Check the authorization.')).toBeVisible();
    await user.click(within(alert).getByRole('button', { name: 'Details' }));
    expect(within(alert).getByText(/HTTP 401/)).toBeInTheDocument();
  });

  it('syncs now, shows progress, and cancels', async () => {
    const { user } = open('/integrations/i-shop');
    await user.click(await screen.findByRole('button', { name: 'What to do with Clients et commandes' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Run now' }));
    const bar = await screen.findByRole('progressbar', { name: 'Running' });
    expect(bar).toHaveAttribute('aria-valuenow', '120');
    expect(bar).toHaveAttribute('aria-valuemax', '1204');
    await user.click(screen.getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('progressbar')).not.toBeInTheDocument());
  });

  it('refuses what cannot be done and says why, in its place', async () => {
    const { user } = open('/integrations/i-prices');
    await user.click(await screen.findByRole('button', { name: 'What to do with Prix fournisseurs' }));
    const item = await screen.findByRole('menuitem', { name: /Run now.*Decide about the held rows first/ });
    expect(item).toHaveAttribute('aria-disabled', 'true');
  });

  it('asks about rows that the guard holds back, and keeps them', async () => {
    const { user } = open('/integrations/i-prices');
    expect(await screen.findByText('41 rows of Products would be deleted. Nothing was deleted.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Keep the rows' }));
    await waitFor(() => expect(screen.queryByText(/would be deleted/)).not.toBeInTheDocument());
    expect(world.integrations.find((i) => i.id === 'i-prices')?.state).toBe('active');
  });

  it('shows the held rows and what each would lose before it is allowed', async () => {
    const { user } = open('/integrations/i-prices');
    await user.click(await screen.findByRole('button', { name: 'See the rows' }));
    const dialog = await screen.findByRole('dialog', { name: 'Held rows' });
    const rows = within(await within(dialog).findByRole('list', { name: 'Held rows' })).getAllByRole('listitem');
    expect(rows).toHaveLength(41);
    expect(rows[0]).toHaveTextContent('SAV-100Productswould be deleted');
    expect(rows[3]).toHaveTextContent('SAV-103Productswould lose a valuePrice7.50empty');
    await user.click(within(dialog).getByRole('button', { name: 'Allow once' }));
    await waitFor(() => expect(world.integrations.find((i) => i.id === 'i-prices')?.state).toBe('active'));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  });

  it('removes after a second, different click, and keeps the rows', async () => {
    const { user } = open('/integrations/i-shop');
    await user.click(await screen.findByRole('button', { name: 'What to do with Clients et commandes' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Remove' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByText('The rows it brought stay in the project.')).toBeInTheDocument();
    await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
    expect(await screen.findByRole('heading', { name: 'Integrations', level: 1 })).toBeVisible();
    expect(world.integrations.map((i) => i.id)).not.toContain('i-shop');
  });

  it('runs at times of day', async () => {
    const { user } = open('/integrations/i-shop');
    await user.click(await screen.findByRole('radio', { name: 'At times of day' }));
    const times = screen.getByLabelText('Times of day');
    await user.clear(times);
    await user.type(times, '7:00, 12:30');
    await user.tab();
    expect(screen.getByText(/all at the same minute/)).toBeVisible();
    await user.clear(screen.getByLabelText('Times of day'));
    await user.type(screen.getByLabelText('Times of day'), '7:30, 12:30');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(world.integrations.find((i) => i.id === 'i-shop')).toMatchObject({ cron: '30 7,12 * * *', everySeconds: 0 }));
  });
});
