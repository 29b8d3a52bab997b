import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ConfirmTwoStep } from '@/components/ui/confirm-two-step';
import { FormDialog } from '@/components/ui/form-dialog';
import { RenameDialog } from '@/components/ui/rename-dialog';
import { SectionHead } from '@/components/ui/section-head';
import { SideDrawer } from '@/components/ui/side-drawer';
import { toastDone, toastProblem } from '@/components/ui/toast';
import css from './gallery.module.css';

type PopUp = 'form' | 'rename' | 'confirm' | 'drawer';

/** What opens over the page. */
export function PopUps() {
  const [open, setOpen] = useState<PopUp>();
  const close = () => setOpen(undefined);
  return (
    <section>
      <SectionHead title="Pop-ups" />
      <div className={`row ${css.wraps ?? ''}`}>
        <Button onClick={() => setOpen('form')}>A form</Button>
        <Button onClick={() => setOpen('rename')}>Another name</Button>
        <Button onClick={() => setOpen('confirm')}>A loss</Button>
        <Button onClick={() => setOpen('drawer')}>A drawer</Button>
        <Button onClick={() => toastDone('It is done.', () => undefined)}>Done, with a way back</Button>
        <Button onClick={() => toastProblem(new Error('It did not work.'))}>A failure</Button>
      </div>
      {open === 'form' && (
        <FormDialog title="A form" sentence="What it is for." verb="Make it" onSubmit={close} onClose={close}>
          <TextInput label="Its name" data-autofocus />
        </FormDialog>
      )}
      {open === 'rename' && <RenameDialog title="Another name" label="Its name" name="Contacts" help="What follows from it." onRename={() => undefined} onClose={close} />}
      <ConfirmTwoStep opened={open === 'confirm'} onClose={close} title="Take it away?" lost="Its 1,391 rows go with it." verb="Take away" onConfirm={() => undefined} />
      <SideDrawer opened={open === 'drawer'} onClose={close} title="A drawer" sentence="Beside the page.">
        <p>What it holds.</p>
      </SideDrawer>
    </section>
  );
}
