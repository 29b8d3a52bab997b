import { Portal } from '@mantine/core';
import { IconFileSpreadsheet } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { sources } from '@/bridge/client';
import { onFilesDropped } from '@/bridge/drops';
import { toastProblem } from '@/components/ui/toast';
import css from './drop-zone.module.css';

/** Where what was dropped leads: a manifest to its pop-up, spreadsheets to the guided set-up. */
async function placeOf(paths: string[]): Promise<string> {
  const { isManifest, path, name } = await sources.Dropped(paths);
  if (isManifest) return `/configuration/new?${new URLSearchParams({ manifest: path }).toString()}`;
  return `/connect?${new URLSearchParams({ source: 'spreadsheet', path, name }).toString()}`;
}

/** Takes files dropped anywhere onto the window; while they are held over it, says what becomes of them. */
export function DropZone() {
  const { t } = useTranslation('app');
  const navigate = useNavigate();
  const [isOver, setOver] = useState(false);
  useEffect(() => onFilesDropped((paths) => void placeOf(paths).then(navigate).catch(toastProblem), setOver), [navigate]);
  if (!isOver) return null;
  return (
    <Portal>
      <div className={css.over}>
        <div className={css.panel} role="status">
          <IconFileSpreadsheet size={32} stroke={1.5} aria-hidden />
          <p className={css.title}>{t('drop.title')}</p>
          <p className="small muted">{t('drop.words')}</p>
        </div>
      </div>
    </Portal>
  );
}
