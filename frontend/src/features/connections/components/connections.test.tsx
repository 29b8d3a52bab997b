import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { failNext, resetWorld, world } from '@/bridge/fake/world';
import { setLanguage } from '@/i18n/i18n';
import { renderRoutes } from '@/testing/render';
import { routes } from '../routes';

const open = (at: string) => renderRoutes(routes, at);
const configuration = (name: string) => world.configurations.find((c) => c.name === name);

describe('creating an Integration Source', () => {
  it('asks for a service, a name and an authorization, and leads to its page', async () => {
    const { user } = open('/configuration');
    await user.click(await screen.findByRole('link', { name: 'Create a new Integration Source' }));
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    expect(screen.getByText('Choose a service.')).toBeVisible();

    await user.click(screen.getByLabelText('Integration source', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: /HubSpot/ }));
    expect(screen.getByLabelText('Name')).toHaveValue('HubSpot');
    await user.clear(screen.getByLabelText('Name'));
    await user.type(screen.getByLabelText('Name'), 'Second CRM');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(screen.getByText('Choose an authorization.')).toBeVisible();

    await user.click(screen.getByRole('button', { name: 'See third-party service authorizations' }));
    await user.click(await screen.findByRole('button', { name: 'Choose HubSpot de Josée' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'See third-party service authorizations' })).toHaveFocus());
    expect(await screen.findByText('Works, checked 12 minutes ago')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Save' }));

    expect(await screen.findByRole('heading', { name: 'Second CRM', level: 1 })).toBeVisible();
    expect(screen.getByText('Nothing is transferred yet. Add the first data type.')).toBeVisible();
    expect(configuration('Second CRM')).toMatchObject({ authorization: { id: 'a-crm' }, settings: { page_size: 100 } });
  });

  it('takes a folder, one file or a typed path for spreadsheets, without an authorization', async () => {
    const { user } = open('/configuration/new');
    await user.click(await screen.findByLabelText('Integration source', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: /Spreadsheets/ }));
    expect(screen.queryByRole('button', { name: 'See third-party service authorizations' })).not.toBeInTheDocument();
    await user.click(await screen.findByRole('button', { name: 'A folder' }));
    const path = screen.getByLabelText('Folder or file');
    await waitFor(() => expect(path).toHaveValue('/home/josee/prix'));
    await user.type(path, '/fournisseurs.csv');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('heading', { name: 'Spreadsheets', level: 1 })).toBeVisible();
    expect(configuration('Spreadsheets')?.settings).toMatchObject({ path: '/home/josee/prix/fournisseurs.csv' });
  });

  it('keeps what was typed when one leaves and comes back', async () => {
    const first = open('/configuration/new');
    await first.user.type(await screen.findByLabelText('Name'), 'Half typed');
    first.unmount();
    open('/configuration/new');
    expect(await screen.findByLabelText('Name')).toHaveValue('Half typed');
  });

  it('shows what a manifest file offers before it is used', async () => {
    const { user } = open('/configuration/new');
    await user.click(await screen.findByRole('button', { name: 'Load a manifest file' }));
    const dialog = await screen.findByRole('dialog', { name: 'Load a manifest file' });
    await user.click(within(dialog).getByRole('button', { name: 'Choose a file' }));
    expect(await within(dialog).findByText('Offers 2 data types')).toBeInTheDocument();
    expect(within(dialog).getByText('members, visits')).toBeInTheDocument();
    await user.click(within(dialog).getByRole('button', { name: 'Use it' }));
    await waitFor(() => expect(screen.getByLabelText('Name')).toHaveValue('Own service'));
  });

  it('says what is missing when nothing is set up', async () => {
    resetWorld('empty');
    open('/configuration');
    expect(await screen.findByText(/No service is set up yet/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Create a new Integration Source' })).toBeVisible();
  });
});

describe('the page of a source configuration', () => {
  it('tells the state in one sentence and saves a new name', async () => {
    const { user } = open('/configuration/c-shop');
    expect(await screen.findByText(/Two of five data types are transferred to your project\./)).toBeVisible();
    expect(screen.getByText('Everything is saved.')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
    await user.type(screen.getByLabelText('Name'), ' 2');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(configuration('Boutique en ligne 2')).toBeDefined());
  });

  it('adds a data transfer, Inactive', async () => {
    const { user } = open('/configuration/c-shop');
    await user.click(await screen.findByRole('button', { name: 'Add' }));
    const dialog = await screen.findByRole('dialog', { name: 'Add a data transfer' });
    await user.click(await within(dialog).findByLabelText('Data type', { selector: 'input' }));
    expect(await screen.findByRole('option', { name: 'Customers, added already' })).toHaveAttribute('data-combobox-disabled');
    await user.click(screen.getByRole('option', { name: 'Order notes' }));
    await user.click(within(dialog).getByRole('button', { name: 'Add' }));
    const row = await screen.findByRole('row', { name: /Order notes/ });
    expect(within(row).getByText('Inactive')).toBeVisible();
    expect(within(row).getByText('not mapped')).toBeVisible();
  });

  it('refuses Activate without a primary key and says why, in its place', async () => {
    const { user } = open('/configuration/c-shop');
    await user.click(await screen.findByRole('button', { name: 'What to do with Products' }));
    const item = await screen.findByRole('menuitem', { name: /Activate.*Choose a primary key in Mapping first/ });
    expect(item).toHaveAttribute('aria-disabled', 'true');
    await user.click(item);
    expect(configuration('Boutique en ligne')?.transfers[2]?.active).toBe(false);
  });

  it('deactivates, and shows records as they came', async () => {
    const { user } = open('/configuration/c-shop');
    await user.click(await screen.findByRole('button', { name: 'What to do with Orders' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Deactivate' }));
    await waitFor(() => expect(configuration('Boutique en ligne')?.transfers[1]?.active).toBe(false));
    await user.click(screen.getByRole('button', { name: 'What to do with Customers' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Preview records' }));
    const dialog = await screen.findByRole('dialog', { name: 'Preview records' });
    expect(await within(dialog).findByRole('cell', { name: 'mg@poste.example' })).toBeInTheDocument();
    await user.click(within(dialog).getByRole('radio', { name: 'As they came' }));
    expect(within(dialog).getByText(/"email": "lea.t@fjord.example"/)).toBeInTheDocument();
    await user.click(within(dialog).getByRole('radio', { name: 'Requests' }));
    expect(within(dialog).getAllByRole('row', { name: /GET .*page=1/ }).map((row) => row.querySelector('td')?.textContent)).toEqual(['429', '200']);
  });

  it('removes a data transfer after a second, different click', async () => {
    const { user } = open('/configuration/c-shop');
    await user.click(await screen.findByRole('button', { name: 'What to do with Coupons' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Remove' }));
    await user.click(within(await screen.findByRole('dialog', { name: 'Remove Coupons?' })).getByRole('button', { name: 'Remove' }));
    await waitFor(() => expect(screen.queryByRole('row', { name: /Coupons/ })).not.toBeInTheDocument());
  });

  it('is not removed while an integration uses it', async () => {
    const { user } = open('/configuration');
    await user.click(await screen.findByRole('button', { name: 'What to do with HubSpot' }));
    expect(await screen.findByRole('menuitem', { name: /Remove.*In use by Clients d’affaires/ })).toHaveAttribute('aria-disabled', 'true');
  });
});

describe('third-party service authorizations', () => {
  it('creates one from the guide and the form, checked by a real call', async () => {
    const { user } = open('/configuration/c-shop');
    await user.click(await screen.findByRole('button', { name: 'See third-party service authorizations' }));
    const dialog = await screen.findByRole('dialog', { name: 'Third-party service authorizations' });
    await user.click(await within(dialog).findByRole('button', { name: 'Create an authorization' }));
    expect(await within(dialog).findByText('Give the key this name and the permission “Read”.')).toBeInTheDocument();
    await user.click(within(dialog).getByRole('button', { name: 'Save and check' }));
    expect(within(dialog).getByText('3 fields need you.')).toBeInTheDocument();
    const name = within(dialog).getByLabelText('Name');
    await user.clear(name);
    await user.type(name, 'New key');
    await user.type(within(dialog).getByLabelText('Shop address'), 'https://shop.example');
    await user.type(within(dialog).getByLabelText('Consumer key'), 'ck_1');
    await user.type(within(dialog).getByLabelText('Consumer secret'), 'cs_1');
    expect(JSON.stringify(Object.entries(localStorage))).not.toMatch(/ck_1|cs_1/);
    await user.click(within(dialog).getByRole('button', { name: 'Save and check' }));
    expect(await screen.findByText('New key works.')).toBeVisible();
    expect(within(dialog).getByRole('button', { name: 'Choose New key' })).toBeInTheDocument();
  });

  it('shows what the service said when saving is refused', async () => {
    failNext('AuthorizationsAPI.Save', { what: 'The key has the wrong form.', fields: [{ field: 'key', words: 'The key has the wrong form.' }] });
    const { user } = open('/configuration/c-shop');
    await user.click(await screen.findByRole('button', { name: 'See third-party service authorizations' }));
    const dialog = await screen.findByRole('dialog', { name: 'Third-party service authorizations' });
    await user.click(await within(dialog).findByRole('button', { name: 'Create an authorization' }));
    await user.type(await within(dialog).findByLabelText('Shop address'), 'https://shop.example');
    await user.type(within(dialog).getByLabelText('Consumer key'), 'x');
    await user.type(within(dialog).getByLabelText('Consumer secret'), 'y');
    await user.click(within(dialog).getByRole('button', { name: 'Save and check' }));
    expect(await within(dialog).findByText('The key has the wrong form.')).toBeInTheDocument();
  });

  it('checks again, renames, and refuses to delete what is in use', async () => {
    const { user } = open('/configuration/authorizations');
    await user.click(await screen.findByRole('button', { name: 'What to do with Ancien compte' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Check again' }));
    expect(await screen.findByText('Ancien compte works.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'What to do with Ancien compte' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Rename' }));
    const dialog = await screen.findByRole('dialog', { name: 'Rename' });
    await user.type(within(dialog).getByLabelText('Name'), ' 2');
    await user.click(within(dialog).getByRole('button', { name: 'Rename' }));
    expect(await screen.findByRole('button', { name: 'Ancien compte 2' })).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'What to do with Clé de la boutique' }));
    expect(await screen.findByRole('menuitem', { name: /Delete.*In use by Boutique en ligne/ })).toHaveAttribute('aria-disabled', 'true');
  });

  it('speaks French', async () => {
    await setLanguage('fr');
    open('/configuration/authorizations');
    expect(await screen.findByText('Attend votre connexion')).toBeVisible();
    expect(screen.getByRole('link', { name: 'Autorisations de services tiers' })).toHaveAttribute('aria-current', 'page');
  });
});
