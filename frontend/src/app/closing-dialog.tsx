import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { app } from '@/bridge/client';
import { onWindowClosing } from '@/bridge/events';
import { Dialog } from '@/components/ui/dialog';
import { toastProblem } from '@/components/ui/toast';

/** Explains, the first time the window is closed, that the program goes on without it. */
export function ClosingDialog() {
  const { t } = useTranslation('app');
  const [opened, setOpened] = useState(false);
  useEffect(() => onWindowClosing(() => setOpened(true)), []);
  const foot = (
    <>
      <Button variant="default" onClick={() => void app.Quit()}>
        {t('closing.quit')}
      </Button>
      <Button variant="filled" onClick={() => void app.CloseWindow().catch(toastProblem)} data-autofocus>
        {t('closing.close')}
      </Button>
    </>
  );
  return (
    <Dialog opened={opened} onClose={() => setOpened(false)} title={t('closing.title')} foot={foot}>
      <p>{t('closing.words')}</p>
      <p className="muted">{t('closing.back')}</p>
    </Dialog>
  );
}
