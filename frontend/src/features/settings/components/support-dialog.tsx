import { Button, UnstyledButton } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { Dialog } from '@/components/ui/dialog';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingRows } from '@/components/ui/loading-rows';
import { TextLines } from '@/components/ui/text-lines';
import { useLocale } from '@/hooks/use-locale';
import { formatBytes } from '@/lib/format';
import { useBundle, useBundleText, useSaveBundle } from '../api/use-support';
import css from './support-dialog.module.css';

/** What a support bundle holds, file by file, before it is saved. */
export function SupportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('settings');
  const { data: files, error, refetch } = useBundle();
  const { save, isSaving } = useSaveBundle(onClose);
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('support.title')}
      sentence={t('support.sentence')}
      width={1040}
      height={640}
      lined
      flush
      foot={
        <>
          <p className={`small muted ${css.left ?? ''}`}>{t('support.left')}</p>
          <Button className="right" variant="filled" loading={isSaving} disabled={files === undefined} onClick={save}>
            {t('support.save')}
          </Button>
        </>
      }
    >
      {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
      {files === undefined && error === null && <LoadingRows rows={6} />}
      {files !== undefined && <Files files={files} />}
    </Dialog>
  );
}

function Files({ files }: { files: api.SupportFile[] }) {
  const { t } = useTranslation('settings');
  const locale = useLocale();
  const [chosen, setChosen] = useState(files[0]?.name ?? '');
  const { data: text, error, refetch } = useBundleText(chosen, chosen !== '');
  return (
    <div className={css.files}>
      <ul className={css.list} aria-label={t('support.files')}>
        {files.map((f) => (
          <li key={f.name}>
            <UnstyledButton className={css.file} aria-pressed={f.name === chosen} onClick={() => setChosen(f.name)}>
              <span className={css.name}>{f.name}</span>
              <span className={css.size}>{formatBytes(f.bytes, locale)}</span>
              <span className={css.words}>{f.words}</span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
      {text === undefined && error === null && <LoadingRows rows={6} />}
      {text === '' && <p className={`small muted ${css.notice ?? ''}`}>{t('support.nothing')}</p>}
      {text !== undefined && text !== '' && <TextLines key={chosen} text={text} label={chosen} />}
    </div>
  );
}
