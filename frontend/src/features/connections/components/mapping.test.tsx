import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { failNext, world } from '@/bridge/fake/world';
import { renderRoutes } from '@/testing/render';
import { routes } from '../routes';

async function openMapping(dataType: string) {
  const { user, unmount } = renderRoutes(routes, '/configuration/c-shop');
  await user.click(await screen.findByRole('button', { name: `What to do with ${dataType}` }));
  await user.click(await screen.findByRole('menuitem', { name: 'Mapping' }));
  const dialog = await screen.findByRole('dialog', { name: 'Mapping' });
  await within(dialog).findByRole('region', { name: 'Primary key' });
  return { user, unmount, dialog };
}

const saved = (transfer: string) => world.mappings[transfer] ?? [];

describe('Mapping', () => {
  it('shows the key with the verdict, what is added, suggested and not mapped', async () => {
    const { dialog } = await openMapping('Customers');
    const key = within(dialog).getByRole('region', { name: 'Primary key' });
    expect(within(key).getByLabelText('Field of the primary key', { selector: 'input' })).toHaveValue('email');
    expect(within(key).getByRole('checkbox', { name: 'Primary key' })).toBeChecked();
    expect(within(key).getByText('1,204 of 1,204 records have a different email')).toBeInTheDocument();
    expect(within(key).getByText('None is empty. A good key.')).toBeInTheDocument();
    expect(within(dialog).getByRole('radio', { name: /^Added\s*4$/ })).toBeInTheDocument();
    expect(within(dialog).getByRole('radio', { name: /^Suggested\s*3$/ })).toBeInTheDocument();
    const city = within(dialog).getByRole('row', { name: /billing\.city/ });
    expect(within(city).getByText('Montréal')).toBeInTheDocument();
    expect(within(city).getByText('Suggested')).toBeInTheDocument();
    expect(within(dialog).getByText(/4 of 13 fields added\. Every required field of Contacts has a source\./)).toBeInTheDocument();
  });

  it('adds a suggestion, all the others, and saves', async () => {
    const { user, dialog } = await openMapping('Customers');
    await user.click(within(dialog).getByRole('button', { name: 'Add billing.city' }));
    await user.click(within(dialog).getByRole('button', { name: 'Add 2 suggestions' }));
    expect(within(dialog).getByRole('radio', { name: /^Added\s*7$/ })).toBeInTheDocument();
    await user.click(within(dialog).getByRole('button', { name: 'Remove first_name' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Mapping' })).not.toBeInTheDocument());
    expect(saved('t-customers').map((a) => a.to)).toEqual(['Email', 'Last name', 'Phone', 'City', 'Postal code', 'Customer since']);
    expect(localStorage.getItem('draft:mapping:t-customers')).toBeNull();
  });

  it('makes a field on the spot, with a name and a type', async () => {
    const { user, dialog } = await openMapping('Customers');
    await user.click(within(dialog).getByLabelText('Field for billing.company', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: 'Make a field' }));
    const make = await screen.findByRole('dialog', { name: 'A new field in Contacts' });
    const name = within(make).getByLabelText('Name');
    expect(name).toHaveValue('Billing company');
    await user.clear(name);
    await user.type(name, 'city');
    expect(within(make).getByText('Contacts has a field city already.')).toBeInTheDocument();
    await user.clear(name);
    await user.type(name, 'Company');
    await user.click(within(make).getByRole('button', { name: 'Make the field' }));
    await user.click(within(dialog).getByRole('button', { name: 'Add billing.company' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(saved('t-customers').at(-1)).toMatchObject({ from: 'billing.company', to: 'Company', newFieldType: 'text' }));
  });

  it('warns of a weak key when another field is chosen', async () => {
    const { user, dialog } = await openMapping('Customers');
    const key = within(dialog).getByRole('region', { name: 'Primary key' });
    await user.click(within(key).getByLabelText('Field of the primary key', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: /billing\.phone/ }));
    expect(await within(key).findByText('1,187 of 1,204 records have a different billing.phone')).toBeInTheDocument();
    expect(within(key).getByText('17 share one.')).toBeInTheDocument();
    expect(within(dialog).getByText('No primary key yet')).toBeInTheDocument();
    await user.click(within(key).getByRole('button', { name: 'id' }));
    expect(await within(key).findByText('1,204 of 1,204 records have a different id')).toBeInTheDocument();
  });

  it('maps a new data type from nothing: key first, into a table made from it', async () => {
    const { user, dialog } = await openMapping('Refunds');
    expect(within(dialog).getByRole('button', { name: 'Table Refunds, choose another' })).toBeInTheDocument();
    expect(within(dialog).getByText('(made when you save)')).toBeInTheDocument();
    const tick = within(dialog).getByRole('checkbox', { name: 'Primary key' });
    expect(tick).not.toBeChecked();
    await user.click(tick);
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(saved('t-refunds')).toEqual([expect.objectContaining({ from: 'email', primaryKey: true, newFieldType: 'email' })]));
    expect(world.configurations[0]?.transfers.find((t) => t.id === 't-refunds')).toMatchObject({ table: 'Refunds', refusal: '' });
  });

  it('takes several fields together as the key, and options per field', async () => {
    const { user, dialog } = await openMapping('Customers');
    await user.click(within(dialog).getByRole('button', { name: 'How last_name is read' }));
    await user.click(await screen.findByRole('menuitemcheckbox', { name: /Keep empty text/ }));
    await user.click(screen.getByRole('menuitemcheckbox', { name: 'Primary key' }));
    expect(await within(dialog).findByText(/have a different email \+ last_name/)).toBeInTheDocument();
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(saved('t-customers').filter((a) => a.primaryKey).map((a) => a.from)).toEqual(['email', 'last_name']));
    expect(saved('t-customers').find((a) => a.from === 'last_name')?.keepEmptyText).toBe(true);
  });

  it('keeps a draft when it is closed, and drops it on Cancel', async () => {
    const first = await openMapping('Customers');
    await first.user.click(within(first.dialog).getByRole('button', { name: 'Add billing.city' }));
    first.unmount();
    const second = await openMapping('Customers');
    expect(within(second.dialog).getByText('Not saved yet.')).toBeInTheDocument();
    expect(within(second.dialog).getByRole('radio', { name: /^Added\s*5$/ })).toBeInTheDocument();
    await second.user.click(within(second.dialog).getByRole('button', { name: 'Cancel' }));
    expect(localStorage.getItem('draft:mapping:t-customers')).toBeNull();
    expect(saved('t-customers')).toEqual([]);
  });

  it('searches, filters, and goes down the list with Enter alone', async () => {
    const { user, dialog } = await openMapping('Customers');
    await user.click(within(dialog).getByRole('radio', { name: /^Suggested\s*3$/ }));
    within(dialog).getByRole('button', { name: 'Add billing.city' }).focus();
    await user.keyboard('{Enter}');
    expect(within(dialog).getByRole('button', { name: 'Add billing.postcode' })).toHaveFocus();
    await user.keyboard('{Enter}{Enter}');
    expect(within(dialog).getByRole('radio', { name: /^Added\s*7$/ })).toBeInTheDocument();
    await user.click(within(dialog).getByRole('radio', { name: /^All/ }));
    await user.type(within(dialog).getByLabelText('Search', { selector: 'input' }), 'shipping');
    expect(within(dialog).queryByRole('row', { name: /billing/ })).not.toBeInTheDocument();
    expect(within(dialog).getByRole('row', { name: /shipping\.city/ })).toBeInTheDocument();
  });

  it('says why it cannot be shown, and tries again', async () => {
    failNext('TransfersAPI.Mapping', { what: 'The shop does not answer.' });
    const { user } = renderRoutes(routes, '/configuration/c-shop');
    await user.click(await screen.findByRole('button', { name: 'What to do with Customers' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Mapping' }));
    expect(await screen.findByText('The shop does not answer.')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('region', { name: 'Primary key' })).toBeInTheDocument();
  });
});

describe('a dialog over the Mapping pop-up', () => {
  it('takes Escape for itself', async () => {
    const { user, dialog } = await openMapping('Customers');
    await user.click(within(dialog).getByLabelText('Field for username', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: 'Make a field' }));
    await screen.findByRole('dialog', { name: 'A new field in Contacts' });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'A new field in Contacts' })).not.toBeInTheDocument());
    expect(screen.getByRole('dialog', { name: 'Mapping' })).toBeInTheDocument();
  });

  it('changes to a new table, named on the spot, with the fields matched anew', async () => {
    const { user, dialog } = await openMapping('Customers');
    await user.click(within(dialog).getByRole('button', { name: 'Table Contacts, choose another' }));
    await user.click(await screen.findByRole('menuitem', { name: 'A new table' }));
    const naming = await screen.findByRole('dialog', { name: 'A new table' });
    const name = within(naming).getByLabelText('Name of the table');
    await user.clear(name);
    await user.type(name, 'Buyers');
    await user.click(within(naming).getByRole('button', { name: 'Use this name' }));
    expect(await within(dialog).findByText('(made when you save)')).toBeInTheDocument();
    await user.click(within(dialog).getByRole('checkbox', { name: 'Primary key' }));
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(world.configurations[0]?.transfers[0]?.table).toBe('Buyers'));
    expect(saved('t-customers')).toEqual([expect.objectContaining({ from: 'email', primaryKey: true, newFieldType: 'email' })]);
  });
});
