import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { calls, failNext, resetWorld } from '@/bridge/fake/world';
import { renderRoutes } from '@/testing/render';
import { routes } from '../routes';

const open = (at: string) => renderRoutes(routes, at);
const list = () => screen.findByRole('table', { name: 'Conflicts' });
const names = (of: HTMLElement) => within(of).getAllByRole('listitem').map((item) => item.textContent);

describe('conflicts', () => {
  it('say what stands in the project, who says it, and who says otherwise', async () => {
    const { user } = open('/activity/conflicts');
    const rows = within(await list()).getAllByRole('row').slice(1);
    expect(rows).toHaveLength(5);
    expect(rows[0]).toHaveTextContent(/^alexis\.cote@courriel\.exampleContactsPhone819 555-0117Clients et commandes819 555-0171Clients d’affaires/);
    expect(within(rows[0] ?? document.body).getByRole('link')).toHaveAttribute('href', '/project/Contacts?search=alexis.cote%40courriel.example&row=1');
    await user.click(screen.getByRole('combobox', { name: 'Field' }));
    await user.click(await screen.findByRole('option', { name: 'Contacts, City (2)' }));
    expect(within(await list()).getAllByRole('row')).toHaveLength(3);
  });

  it('lets a person choose who decides, of the field or of the table', async () => {
    const { user } = open('/activity/conflicts');
    await user.click(within(await list()).getAllByRole('button', { name: /^What to do with Phone/ })[0] ?? document.body);
    await user.click(await screen.findByRole('menuitem', { name: 'Choose who decides…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Who decides' });
    const order = await within(dialog).findByRole('list', { name: 'Order of the integrations for Phone' });
    expect(names(order)).toEqual(['1Clients et commandes Customers', '2Clients d’affaires Contacts']);
    expect(within(order).getByRole('button', { name: 'Move Clients et commandes, Customers, up' })).toBeDisabled();
    await user.click(within(order).getByRole('button', { name: 'Move Clients d’affaires, Contacts, up' }));
    expect(names(order)).toEqual(['1Clients d’affaires Contacts', '2Clients et commandes Customers']);
    failNext('ProjectAPI.SetOrder', { what: 'One of the integrations no longer feeds this table.' });
    await user.click(within(dialog).getByRole('button', { name: 'Use this order' }));
    expect(await within(dialog).findByText('One of the integrations no longer feeds this table.')).toBeVisible();
    await user.click(within(dialog).getByRole('button', { name: 'Use this order' }));
    expect(await screen.findByText('The rows of Contacts follow this order now.')).toBeVisible();
    expect(calls.findLast((c) => c.name === 'ProjectAPI.SetOrder')?.asked).toMatchObject({ name: 'Contacts', field: 'Phone', feeders: [{ integration: 'i-crm' }, { integration: 'i-shop' }] });
  });

  it('lets a field follow the table again', async () => {
    const { user } = open('/activity/conflicts');
    await user.click(within(await list()).getAllByRole('button', { name: /^What to do with City/ })[0] ?? document.body);
    await user.click(await screen.findByRole('menuitem', { name: 'Choose who decides…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Who decides' });
    await user.click(await within(dialog).findByRole('radio', { name: 'All fields of Contacts' }));
    expect(within(dialog).getByText('First name: Clients d’affaires first')).toBeVisible();
    await user.click(within(dialog).getByRole('button', { name: 'Follow the table' }));
    await expect.poll(() => within(dialog).queryByText('First name: Clients d’affaires first')).toBeNull();
  });

  it('says when there are none, and what to do when they cannot be read', async () => {
    resetWorld('empty');
    open('/activity/conflicts');
    expect(await screen.findByText('Your integrations agree.')).toBeVisible();
    resetWorld();
    failNext('ActivityAPI.Conflicts', { what: 'The database does not answer.' });
    const { user } = open('/activity/conflicts');
    expect(await screen.findByText('The database does not answer.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await list()).toBeVisible();
  });
});
