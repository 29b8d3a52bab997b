import { Button, TextInput } from '@mantine/core';
import { IconPencil, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { ConfirmTwoStep } from '@/components/ui/confirm-two-step';
import { type ThingMenu, useContextMenu } from '@/components/ui/context-menu';
import { Dialog } from '@/components/ui/dialog';
import { ErrorView } from '@/components/ui/error-view';
import { FormDialog } from '@/components/ui/form-dialog';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Monogram } from '@/components/ui/monogram';
import { RenameDialog } from '@/components/ui/rename-dialog';
import { SectionHead } from '@/components/ui/section-head';
import { SideDrawer } from '@/components/ui/side-drawer';
import { toastDone, toastProblem } from '@/components/ui/toast';
import css from './gallery.module.css';

type PopUp = 'form' | 'rename' | 'confirm' | 'drawer' | 'lines' | 'refused';
const refusal = { kind: 'service_down', code: 'http_503', what: 'The shop does not answer.', means: 'Nothing was changed.', do: 'Wait a little, then try again.', details: 'GET /customers: 503', retryable: true, fields: [] };

const menu: ThingMenu = { label: 'What to do with it', items: [{ key: 'rename', label: 'Other name', icon: IconPencil, onSelect: () => undefined }, { key: 'activate', label: 'Start it', icon: IconPlayerPlay, refused: 'It has no key yet.', onSelect: () => undefined }, { key: 'remove', label: 'Take away', icon: IconTrash, danger: true, afterLine: true, onSelect: () => undefined }] };

/** What opens over the page. */
export function PopUps() {
  const [open, setOpen] = useState<PopUp>();
  const { contextMenu, openAt } = useContextMenu();
  const close = () => setOpen(undefined);
  return (
    <section>
      <SectionHead title="Pop-ups" />
      <div className={`row ${css.wraps ?? ''}`}>
        <Button onClick={() => setOpen('form')}>A form</Button>
        <Button onClick={() => setOpen('rename')}>Another name</Button>
        <Button onClick={() => setOpen('confirm')}>A loss</Button>
        <Button onClick={() => setOpen('drawer')}>A drawer</Button>
        <Button onClick={() => setOpen('lines')}>Lines from side to side</Button>
        <Button onClick={() => setOpen('refused')}>Lines that did not come</Button>
        <Button onClick={(e) => openAt(e.currentTarget.getBoundingClientRect(), menu)}>A menu</Button>
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
        <p className={css.drawer}>What it holds.</p>
      </SideDrawer>
      <Dialog opened={open === 'lines'} onClose={close} sign={<Monogram text="Wo" />} title="Lines" sentence="What they are." headAction={<Button size="xs">Do something</Button>} width={640} height={400} lined flush foot={<Button className="right" variant="filled" onClick={close}>Done</Button>}>
        <LoadingRows rows={3} />
      </Dialog>
      <Dialog opened={open === 'refused'} onClose={close} title="Lines" width={640} lined flush>
        <ErrorView error={refusal} onAction={() => undefined} />
      </Dialog>
      {contextMenu}
    </section>
  );
}
