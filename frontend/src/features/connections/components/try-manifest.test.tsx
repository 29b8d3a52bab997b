import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { calls, failNext } from '@/bridge/fake/world';
import { renderRoutes } from '@/testing/render';
import { tryAt } from '../api/use-manifest-trial';
import { routes } from '../routes';

const open = (path = '/home/josee/service.yaml') => renderRoutes(routes, tryAt(path));
const tried = () => calls.filter((c) => c.name === 'SourcesAPI.TryManifest').map((c) => c.asked);
const result = () => screen.getByRole('region', { name: 'What came of it' });

async function filled() {
  const { user, ...rest } = open();
  await user.type(await screen.findByLabelText('Address'), 'https://club.example');
  await user.type(screen.getByLabelText('Key'), 'very-secret-4711');
  return { user, ...rest };
}

describe('the page to try a manifest file', () => {
  it('is reached from the pop-up that loads one', async () => {
    const { user } = renderRoutes(routes, '/configuration/new');
    await user.click(await screen.findByRole('button', { name: 'Load a manifest file' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Choose a file' }));
    await user.click(await within(dialog).findByRole('button', { name: 'Try it' }));
    expect(await screen.findByRole('heading', { name: 'Try a manifest file', level: 1 })).toBeVisible();
    expect(await screen.findByText('/home/josee/service.yaml')).toBeVisible();
    expect(screen.getByText('One part of this file cannot run')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Details' }));
    await waitFor(() => expect(screen.getByText(/streams\[2\]\.retriever\.requester/)).toBeVisible());
  });

  it('is reached without a file too, and then asks for one', async () => {
    const { user } = renderRoutes(routes, '/configuration/new');
    await user.click(await screen.findByRole('link', { name: 'Try a manifest file' }));
    await user.click(await screen.findByRole('button', { name: 'Choose a file' }));
    expect(await screen.findByText('/home/josee/service.yaml')).toBeVisible();
  });

  it('shows records, each one as it came, and the requests; what was typed stays in memory', async () => {
    const { user, unmount } = await filled();
    await user.click(screen.getByRole('button', { name: 'Try it' }));
    expect(await within(result()).findByRole('cell', { name: 'mg@poste.example' })).toBeVisible();
    expect(screen.getByRole('status')).toHaveTextContent('3 records of members. 3 requests.');
    expect(tried()).toEqual([{ path: '/home/josee/service.yaml', dataType: 'members', values: { address: 'https://club.example', api_key: 'very-secret-4711', start_date: '2024-01-01' } }]);
    await user.click(within(result()).getByRole('radio', { name: 'As they came' }));
    expect(within(result()).getByText(/"email": "lea.t@fjord.example"/)).toBeVisible();
    await user.click(within(result()).getByRole('radio', { name: 'Requests' }));
    expect(within(result()).getAllByRole('row', { name: /GET .*api_key=\[hidden\]/ })).toHaveLength(2);

    expect(JSON.stringify(Object.entries(localStorage))).not.toContain('very-secret-4711');
    unmount();
    open();
    expect(await screen.findByLabelText('Key')).toHaveValue('');
  });

  it('reads the file anew at each try, and sends nothing while the form is not filled in', async () => {
    const { user } = open();
    await user.click(await screen.findByRole('button', { name: 'Try it' }));
    expect(await screen.findByText('2 fields need you.')).toBeVisible();
    expect(tried()).toEqual([]);
    const read = () => calls.filter((c) => c.name === 'SourcesAPI.ManifestForm').length;
    const before = read();
    await user.type(screen.getByLabelText('Address'), 'https://club.example');
    await user.type(screen.getByLabelText('Key'), 'k');
    await user.click(screen.getByRole('button', { name: 'Try it' }));
    await waitFor(() => expect(tried()).toHaveLength(1));
    expect(read()).toBe(before + 1);
  });

  it('is cancelled, and says where in the manifest the data type stands', async () => {
    const { user } = await filled();
    await user.click(screen.getByLabelText('Data type', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: 'visits' }));
    await user.click(screen.getByRole('button', { name: 'Try it' }));
    await user.click(await within(result()).findByRole('button', { name: 'Cancel' }));
    expect(await within(result()).findByText('This was stopped.')).toBeVisible();
    expect(within(result()).getByText('streams[1]')).toBeVisible();
    // Without records the requests are shown.
    expect(within(result()).getAllByRole('row', { name: /GET|POST/ })).toHaveLength(2);
  });

  it('shows what the program refuses at its field, or on the right', async () => {
    const { user } = await filled();
    failNext('SourcesAPI.TryManifest', { fields: [{ field: 'address', words: 'Address must look like https://club.example.' }] });
    await user.click(screen.getByRole('button', { name: 'Try it' }));
    expect(await screen.findByText('Address must look like https://club.example.')).toBeVisible();
    failNext('SourcesAPI.TryManifest', { what: 'The manifest “Own service” has nothing this program can run.' });
    await user.click(screen.getByRole('button', { name: 'Try it' }));
    expect(await within(result()).findByText('The manifest “Own service” has nothing this program can run.')).toBeVisible();
  });

  it('says that a sign-in with the browser has to be stored, and takes a token that is typed', async () => {
    const { user } = open('/home/josee/sign-in.yaml');
    expect(await screen.findByText(/Such a sign-in needs a stored authorization/)).toBeVisible();
    await user.type(screen.getByLabelText('Client id'), 'app');
    await user.type(screen.getByLabelText(/^Refresh token/, { selector: 'input' }), 'typed-token');
    await user.click(screen.getByRole('button', { name: 'Try it' }));
    await waitFor(() => expect(tried()).toMatchObject([{ values: { client_id: 'app', refresh_token: 'typed-token' } }]));
  });

  it('goes on with the loaded manifest and the settings that were typed, without secrets', async () => {
    const { user } = await filled();
    await user.click(screen.getByRole('button', { name: 'Use it' }));
    expect(await screen.findByRole('heading', { name: 'Create a new Integration Source', level: 1 })).toBeVisible();
    expect(screen.getByLabelText('Name')).toHaveValue('Own service');
    expect(JSON.stringify(Object.entries(localStorage))).toContain('2024-01-01');
    expect(JSON.stringify(Object.entries(localStorage))).not.toContain('very-secret-4711');
  });
});
