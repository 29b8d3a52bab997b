import { Button, Select } from '@mantine/core';
import { screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { describe, expect, it } from 'vitest';
import { renderRoutes } from '@/testing/render';
import { Dialog } from './dialog';

function Opener() {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>Open</Button>
      {isOpen && (
        <Dialog opened onClose={() => setOpen(false)} title="Over it">
          <button type="button">Inside</button>
        </Dialog>
      )}
    </>
  );
}

describe('a dialog', () => {
  it('gives the focus back to what opened it when it is taken away', async () => {
    const { user } = renderRoutes([{ path: '/', element: <Opener /> }], '/');
    await user.click(await screen.findByRole('button', { name: 'Open' }));
    await screen.findByRole('dialog');
    await waitFor(() => expect(screen.getByRole('dialog')).toContainElement(document.activeElement as HTMLElement));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.getByRole('button', { name: 'Open' })).toHaveFocus());
  });

  const field = <input aria-label="Its name" />;
  const parts = (
    <>
      <input type="radio" name="part" aria-label="Rows" />
      <input type="radio" name="part" aria-label="Fields" defaultChecked />
    </>
  );
  it.each([
    ['the first field', <p key="p">What it is for. {field}</p>, 'textbox', 'Its name'],
    ['what is chosen among a few', parts, 'radio', 'Fields'],
    ['its title where there is nothing to fill in', <p key="p">What it is.</p>, 'heading', 'Look at it'],
    ['its title where nothing can be pressed yet', <button key="b" type="button" disabled>Not yet</button>, 'heading', 'Look at it'],
    ['what asks for it', <><button type="button">First</button><button type="button" data-autofocus>Asking</button></>, 'button', 'Asking'],
  ] as const)('opens with the focus on %s', async (_, content, role, name) => {
    const element = <Dialog opened onClose={() => undefined} title="Look at it" headAction={<button type="button">Check</button>} foot={<button type="button">Use it</button>}>{content}</Dialog>;
    renderRoutes([{ path: '/', element }], '/');
    const target = await screen.findByRole(role, { name });
    await waitFor(() => expect(target).toHaveFocus());
  });

  it('does not open the list of the choice it is entered at', async () => {
    const element = <Dialog opened onClose={() => undefined} title="Look at it"><Select label="Provider" data={['One', 'Two']} searchable /></Dialog>;
    const { user } = renderRoutes([{ path: '/', element }], '/');
    const choice = await screen.findByRole('combobox', { name: 'Provider' });
    await waitFor(() => expect(choice).toHaveFocus());
    expect(choice).toHaveAttribute('aria-expanded', 'false');
    await user.click(choice);
    expect(await screen.findByRole('option', { name: 'Two' })).toBeVisible();
  });
});
