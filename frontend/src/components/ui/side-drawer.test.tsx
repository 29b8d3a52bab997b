import { Button } from '@mantine/core';
import { screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { renderRoutes } from '@/testing/render';
import { SideDrawer } from './side-drawer';

function Opener({ isWithin }: { isWithin: boolean }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      <SideDrawer isWithin={isWithin} opened={isOpen} onClose={() => setOpen(false)} title="Beside it">
        <button type="button">Inside</button>
      </SideDrawer>
    </>
  );
}

describe('a drawer', () => {
  it('is entered at its title, and gives the focus back', async () => {
    const { user } = renderRoutes([{ path: '/', element: <Opener isWithin={false} /> }], '/');
    await user.click(await screen.findByRole('button', { name: 'Open' }));
    const title = await screen.findByRole('heading', { name: 'Beside it' });
    await waitFor(() => expect(title).toHaveFocus());
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.getByRole('button', { name: 'Open' })).toHaveFocus());
  });

  it('leaves the focus in the box it stays within', async () => {
    const { user } = renderRoutes([{ path: '/', element: <Opener isWithin /> }], '/');
    await user.click(await screen.findByRole('button', { name: 'Open' }));
    await screen.findByRole('heading', { name: 'Beside it' });
    expect(screen.getByRole('button', { name: 'Open' })).toHaveFocus();
  });
});
