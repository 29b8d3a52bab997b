import { fireEvent, screen, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { renderPart } from '@/testing/render';
import { ListTable } from './list-table';

const chosen = vi.fn();

function show() {
  const columns = [{ key: 'name', head: 'Name', width: '1fr', render: (name: string) => <><a href={`#${name}`}>{name}</a><input aria-label={`Note on ${name}`} /></> }];
  const menuOf = (name: string) => ({ label: `What to do with ${name}`, items: [{ key: 'rename', label: `Rename ${name}`, onSelect: () => { chosen(name); } }, { key: 'remove', label: 'Remove', refused: 'It is fed.', onSelect: () => { chosen('removed'); } }] });
  return renderPart(<ListTable label="Tables" columns={columns} rows={['Contacts', 'Orders']} rowKey={(name) => name} menuOf={menuOf} />);
}

describe('the menu of a row', () => {
  it('opens at a right click with what the gear has, each with its row', async () => {
    const { user } = show();
    chosen.mockClear();
    expect(fireEvent.contextMenu(screen.getByText('Orders'), { clientX: 40, clientY: 50 })).toBe(false); // no menu of the web view
    expect(await screen.findByRole('menu', { name: 'What to do with Orders' })).toBeInTheDocument();
    expect(screen.getByRole('menuitem', { name: /Remove/ })).toHaveAttribute('aria-disabled', 'true');
    await user.click(screen.getByRole('menuitem', { name: 'Rename Orders' }));
    expect(chosen.mock.calls).toEqual([['Orders']]);
    await waitFor(() => expect(screen.queryByRole('menu')).not.toBeInTheDocument());
  });

  it('never opens outside the window, and beneath the row where a click has no place', async () => {
    show();
    const row = screen.getByRole('row', { name: /Orders/ });
    const place = () => document.querySelector<HTMLElement>('button[aria-label="What to do with Orders"][aria-hidden]')?.style;
    fireEvent.contextMenu(screen.getByText('Orders'), { clientX: 40, clientY: 9000 });
    await screen.findByRole('menu');
    expect([place()?.left, place()?.top]).toEqual(['40px', `${String(window.innerHeight)}px`]);
    vi.spyOn(row, 'getBoundingClientRect').mockReturnValue(new DOMRect(64, 100, 500, 45));
    fireEvent.contextMenu(screen.getByText('Orders'), { clientX: 0, clientY: 0 });
    await waitFor(() => expect([place()?.left, place()?.top]).toEqual(['64px', '145px']));
  });

  it.each(['{Shift>}{F10}{/Shift}', '{ContextMenu}'])('opens by the keyboard (%s), and gives the focus back', async (keys) => {
    const { user } = show();
    chosen.mockClear();
    const link = await screen.findByText('Contacts');
    link.focus();
    await user.keyboard(keys);
    await screen.findByRole('menu', { name: 'What to do with Contacts' });
    await waitFor(() => expect(screen.getByRole('menuitem', { name: 'Rename Contacts' })).toHaveFocus());
    await user.keyboard('{ArrowDown}');
    await waitFor(() => expect(screen.getByRole('menuitem', { name: /Remove/ })).toHaveFocus());
    await user.keyboard('{Escape}');
    await waitFor(() => expect(link).toHaveFocus());
    expect(chosen).not.toHaveBeenCalled();
  });

  it('leaves a text field its own menu', async () => {
    show();
    expect(fireEvent.contextMenu(await screen.findByLabelText('Note on Orders'))).toBe(true);
    expect(screen.queryByRole('menu')).not.toBeInTheDocument();
  });
});
