import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { calls, failNext, resetWorld, world } from '@/bridge/fake/world';
import { renderRoutes } from '@/testing/render';
import { routes } from '../routes';

const files = () => screen.findByRole('table', { name: 'Files of the live export folder' });
const asked = (name: string) => calls.filter((c) => c.name === name).map((c) => c.asked);

describe('the live export folder', () => {
  it('says of each file when it was written, and why not', async () => {
    const { user } = renderRoutes(routes, '/project');
    const list = await files();
    expect(within(list).getByRole('row', { name: /Contacts\.xlsx 1,391 \d+\sminutes\sago$/ })).toBeVisible();
    expect(within(list).getByRole('row', { name: /Orders\.xlsx .*“Orders\.xlsx” is open in another program\. Close it there\./ })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Write now' }));
    expect(asked('LiveExportAPI.Retry')).toHaveLength(1);
  });

  it('is switched off, and on again by Undo as it was', async () => {
    resetWorld();
    const { user } = renderRoutes(routes, '/project');
    const { folder, format, tables } = world.liveExport;
    await files();
    await user.click(screen.getByRole('button', { name: 'Switch off' }));
    expect(await screen.findByText(`Live export is off. The files stay in ${folder}.`)).toBeVisible();
    expect(screen.queryByRole('table', { name: 'Files of the live export folder' })).not.toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    expect(await within(await files()).findByText('Contacts.xlsx')).toBeVisible();
    expect(asked('LiveExportAPI.Choose').at(-1)).toEqual({ folder, format, tables });
  });

  it('is chosen with a folder, a format and tables; a folder that cannot be is refused in words', async () => {
    resetWorld();
    const { user } = renderRoutes(routes, '/project');
    await files();
    await user.click(screen.getByRole('button', { name: 'Switch off' }));
    await user.click(await screen.findByRole('button', { name: 'Choose a folder' }));
    const dialog = await screen.findByRole('dialog', { name: /Live export folder/ });
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(dialog).findByText('Choose a folder.')).toBeVisible();
    expect(asked('LiveExportAPI.Choose')).toHaveLength(1);
    await user.type(within(dialog).getByRole('textbox', { name: 'Folder' }), '/home/josee/tables');
    await user.click(within(dialog).getByText('CSV'));
    failNext('LiveExportAPI.Choose', { what: 'The live export folder is not there.' });
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(dialog).findByText('The live export folder is not there.')).toBeVisible();
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(await files()).findByText('Contacts.csv')).toBeVisible();
    expect(asked('LiveExportAPI.Choose').at(-1)).toEqual({ folder: '/home/josee/tables', format: 'csv', tables: [] });
  });
});
