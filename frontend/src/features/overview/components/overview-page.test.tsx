import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { counts } from '@/bridge/fake/seed';
import { emit, failNext, resetWorld, world } from '@/bridge/fake/world';
import { setLanguage } from '@/i18n/i18n';
import { renderRoutes } from '@/testing/render';
import { routes } from '../routes';

const open = () => renderRoutes(routes, '/');

describe('the Overview', () => {
  it('says what this is when nothing was ever set up, with two ways to begin', async () => {
    resetWorld('empty');
    open();
    expect(await screen.findByRole('heading', { name: 'Welcome to Tributary' })).toBeVisible();
    expect(screen.getByRole('link', { name: 'Connect a service' })).toHaveAttribute('href', '/connect');
    expect(screen.getByRole('link', { name: 'Try it with a spreadsheet' })).toHaveAttribute('href', '/connect?source=spreadsheet');
    expect(screen.queryByText('Needs you')).not.toBeInTheDocument();
  });

  it('keeps what is chosen at the first start', async () => {
    resetWorld('empty');
    const { user } = open();
    const login = await screen.findByRole('switch', { name: 'Start when I log in' });
    expect(login).not.toBeChecked();
    await user.click(login);
    await waitFor(() => expect(world.settings.startAtLogin).toBe(true));
    await user.click(screen.getByRole('radio', { name: 'Français' }));
    await waitFor(() => expect(world.settings).toMatchObject({ language: 'fr', startAtLogin: true }));
  });

  it('invites to connect a service when something is set up, but nothing runs', async () => {
    const { configurations } = world;
    resetWorld('empty');
    world.configurations = configurations;
    open();
    expect(await screen.findByText(/No service is connected yet/)).toBeVisible();
    expect(screen.queryByText('Welcome to Tributary')).not.toBeInTheDocument();
  });

  it('says what needs the person, each with one way on', async () => {
    open();
    expect(await screen.findByText('41 of 164 rows of Products are no longer in “Prix fournisseurs”. Nothing was deleted.')).toBeVisible();
    expect(screen.getByRole('link', { name: 'See record errors' })).toHaveAttribute('href', '/activity/errors?integration=i-shop');
    expect(screen.getByText('Two integrations run. Three things need you.')).toBeVisible();
  });

  it('shows the counts of the last run from data type to table', async () => {
    open();
    const row = await screen.findByRole('row', { name: /Clients et commandes/ });
    expect(row).toHaveTextContent(/Customers370Contacts/);
    expect(row).toHaveTextContent(/Orders5120Orders/);
    expect(within(row).getByText('Active')).toBeVisible();
  });

  it('says that everything runs when nothing waits', async () => {
    world.integrations = world.integrations.filter((i) => i.id !== 'i-prices');
    world.needs = [];
    world.warnings = [];
    open();
    expect(await screen.findByText('Everything runs.')).toBeVisible();
  });

  it('follows a run without asking again', async () => {
    open();
    await screen.findByText('Running, 180 of 412');
    act(() => emit('run:progressed', { run: 'r-2', integration: 'i-crm', dataType: 'contacts', counts: counts({ read: 300 }), total: 412, perSecond: 20, waitsUntil: '' }));
    expect(await screen.findByText('Running, 300 of 412')).toBeVisible();
  });

  it('decides about held rows with two named answers', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Decide about the 41 rows' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('button', { name: 'Delete the 41 rows' })).toBeInTheDocument();
    await user.click(within(dialog).getByRole('button', { name: 'Keep the 41 rows' }));
    await waitFor(() => expect(screen.queryByText(/are no longer in/)).not.toBeInTheDocument());
  });

  it('shows the bars as a table too', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Show as table' }));
    const table = screen.getByRole('table', { name: 'Changes per day' });
    expect(within(table).getAllByRole('row')).toHaveLength(15);
  });

  it('shows an error with a way to try again', async () => {
    failNext('AppAPI.Overview', { what: 'The database does not answer.', do: 'Try again.' });
    const { user } = open();
    expect(await screen.findByText('The database does not answer.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Needs you')).toBeVisible();
  });

  it('speaks French', async () => {
    await setLanguage('fr');
    open();
    expect(await screen.findByText('Deux intégrations tournent. Trois choses vous attendent.')).toBeVisible();
    expect(screen.getAllByText('Il y a 4 minutes').length).toBeGreaterThan(0);
  });
});
