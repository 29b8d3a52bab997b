import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeAll, describe, expect, it } from 'vitest';
import { keepPageFromDrops } from '@/bridge/drops';
import { dropFiles } from '@/bridge/fake/drops';
import { failNext } from '@/bridge/fake/world';
import { renderRoutes } from '@/testing/render';
import { routes } from './router';

const files = { dataTransfer: { types: ['Files'], files: [] } };
const address = { dataTransfer: { types: ['text/uri-list', 'text/plain'], files: [] } };
const words = 'Drop it here';

async function atOverview() {
  const shown = renderRoutes(routes, '/');
  await screen.findByRole('heading', { name: 'Overview', level: 1 });
  return shown;
}

describe('what is dropped onto the window', () => {
  beforeAll(keepPageFromDrops);

  it('begins the guided set-up with a spreadsheet', async () => {
    const { router } = await atOverview();
    act(() => dropFiles(['/home/josee/prix/tarifs.xlsx']));
    await waitFor(() => expect(screen.getByLabelText('Service', { selector: 'input' })).toHaveValue('Spreadsheets'));
    expect(screen.getByLabelText('Name')).toHaveValue('tarifs');
    expect(await screen.findByDisplayValue('/home/josee/prix/tarifs.xlsx')).toBeInTheDocument();
    expect(router.state.location.search).toBe('');
  });

  it('gives back the set-up that was under way', async () => {
    localStorage.setItem('draft:connect', JSON.stringify({ step: 1, reached: 1, source: 'hubspot', name: 'Ours', authorization: '', settings: {}, configuration: '', integration: '', integrationName: '', updates: {}, everySeconds: 900, emails: [] }));
    const { user } = await atOverview();
    act(() => dropFiles(['/home/josee/prix']));
    await waitFor(() => expect(screen.getByLabelText('Name')).toHaveValue('prix'));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(screen.getByLabelText('Name')).toHaveValue('Ours');
  });

  it('loads a manifest after it was looked at', async () => {
    const { user } = await atOverview();
    act(() => dropFiles(['/home/josee/own.yaml']));
    expect(await screen.findByText('/home/josee/own.yaml')).toBeInTheDocument();
    await user.click(await screen.findByRole('button', { name: 'Use it' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(screen.getByLabelText('Name')).toHaveValue('Own service');
  });

  it('refuses anything else in words, and stays where one is', async () => {
    await atOverview();
    failNext('SourcesAPI.Dropped', { what: '“photo.png” is not a spreadsheet.' });
    act(() => dropFiles(['/home/josee/photo.png']));
    expect(await screen.findByText('“photo.png” is not a spreadsheet.')).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Overview', level: 1 })).toBeInTheDocument();
  });

  it('says so while files are held over it, and not for a part of the page that is dragged', async () => {
    await atOverview();
    fireEvent.dragEnter(document.body, { dataTransfer: { types: ['text/plain'] } });
    expect(screen.queryByText(words)).not.toBeInTheDocument();
    fireEvent.dragStart(document.body); // a link of the page comes as an address, as WebKitGTK's files do
    fireEvent.dragEnter(document.body, address);
    expect(screen.queryByText(words)).not.toBeInTheDocument();
    fireEvent.dragEnd(document.body);
    fireEvent.dragEnter(document.body, address);
    expect(await screen.findByText(words)).toBeInTheDocument();
    fireEvent.dragEnter(screen.getByRole('navigation'), files); // onto a part of it
    fireEvent.dragLeave(document.body, files);
    expect(screen.getByText(words)).toBeInTheDocument();
    // The page must not be replaced by what is dropped.
    expect(fireEvent.dragOver(document.body, address)).toBe(false);
    expect(fireEvent.drop(document.body, address)).toBe(false);
    expect(screen.queryByText(words)).not.toBeInTheDocument();
  });
});
