import { Button } from '@mantine/core';
import { IconFolderOpen, IconFolderSymlink, IconPencil, IconPower, IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseTime } from '@/bridge/time';
import type { api } from '@/bridge/types';
import { ErrorView } from '@/components/ui/error-view';
import { icon } from '@/components/ui/icon-size';
import { type ListColumn, ListTable } from '@/components/ui/list-table';
import { NumberText } from '@/components/ui/number-text';
import { RelativeTimeOrNever } from '@/components/ui/relative-time';
import { SectionHead } from '@/components/ui/section-head';
import { StatusChip } from '@/components/ui/status-chip';
import { toastDone, toastProblem } from '@/components/ui/toast';
import { useSpokenTime } from '@/components/ui/use-spoken-time';
import { useNow } from '@/hooks/use-now';
import { useChooseLiveExport, useLiveExport, useOpenLiveExport, useWriteNow } from '../api/use-live-export';
import { LiveExportDialog } from './live-export-dialog';
import css from './live-export.module.css';
import { nameTrack } from './name-track';

/** The folder in which tables stand as files, written anew after every run that changed them. */
export function LiveExport({ tables }: { tables: api.Table[] }) {
  const { t } = useTranslation('project');
  const { data: live, error, refetch } = useLiveExport();
  const { mutate: choose } = useChooseLiveExport();
  const [isChoosing, setChoosing] = useState(false);
  if (error !== null) return <ErrorView error={error} onAction={() => void refetch()} />;
  if (live === undefined) return null;
  const isOn = live.folder !== '';
  const { folder, format, tables: chosen, computer } = live;
  // Taken back, the folder would be written from here: that of another computer is no longer its own.
  const undo = computer === '' ? () => choose({ folder, format, tables: chosen }, { onError: toastProblem }) : undefined;
  const switchOff = () => choose({ folder: '', format: '', tables: [] }, { onSuccess: () => toastDone(t('live.off', { folder }), undo), onError: toastProblem });
  return (
    <section className={css.live} aria-labelledby="live-export">
      <SectionHead id="live-export" title={t('live.title')} sentence={t('live.sentence')} />
      {isOn ? (
        <Folder live={live} onChange={() => setChoosing(true)} onSwitchOff={switchOff} />
      ) : (
        <Button leftSection={<IconFolderSymlink {...icon} />} onClick={() => setChoosing(true)}>
          {t('live.choose')}
        </Button>
      )}
      {isChoosing && <LiveExportDialog now={live} tables={tables} onClose={() => setChoosing(false)} />}
    </section>
  );
}

function Folder({ live, onChange, onSwitchOff }: { live: api.LiveExport; onChange: () => void; onSwitchOff: () => void }) {
  const { t } = useTranslation('project');
  const writeNow = useWriteNow();
  const open = useOpenLiveExport();
  const isElsewhere = live.computer !== '';
  return (
    <>
      <p className={css.folder}>{live.folder}</p>
      {isElsewhere && <p className="small muted">{t('live.elsewhere', { computer: live.computer })}</p>}
      {!isElsewhere && live.files.length > 0 && <Files files={live.files} />}
      <div className={css.actions}>
        {!isElsewhere && (
          <>
            <Button size="xs" leftSection={<IconFolderOpen {...icon} />} onClick={open}>
              {t('live.open')}
            </Button>
            <Button size="xs" leftSection={<IconRefresh {...icon} />} onClick={writeNow} disabled={live.files.every((file) => !file.isWaiting && file.error === undefined)}>
              {t('live.writeNow')}
            </Button>
          </>
        )}
        <Button size="xs" leftSection={<IconPencil {...icon} />} onClick={onChange}>
          {t('live.change')}
        </Button>
        <Button size="xs" leftSection={<IconPower {...icon} />} onClick={onSwitchOff}>
          {t('live.switchOff')}
        </Button>
      </div>
    </>
  );
}

function Files({ files }: { files: api.LiveFile[] }) {
  const { t } = useTranslation('project');
  const columns: ListColumn<api.LiveFile>[] = [
    { key: 'name', head: t('live.file'), width: nameTrack, render: (file) => <span className="cut">{file.name === '' ? file.table : file.name}</span> },
    { key: 'rows', head: t('list.rows'), width: '96px', align: 'right', render: (file) => (file.writtenAt === '' ? <span className="faint">–</span> : <NumberText value={file.rows} />) },
    { key: 'written', head: t('live.written'), width: 'minmax(200px, 1fr)', render: (file) => <Written file={file} /> },
  ];
  return <ListTable label={t('live.files')} columns={columns} rows={files} rowKey={(file) => file.table} />;
}

/** When a file was last written, and why what stands in it is not the newest. */
function Written({ file }: { file: api.LiveFile }) {
  const { t } = useTranslation('project');
  const say = useSpokenTime();
  const now = useNow();
  const at = parseTime(file.writtenAt);
  if (file.error === undefined) {
    return (
      <span className="small">
        <RelativeTimeOrNever at={at} />
        {file.isWaiting && <span className="faint"> {t('live.waiting')}</span>}
      </span>
    );
  }
  return (
    <div className={css.fault}>
      <p className="small">
        <StatusChip kind="needs">
          <span title={file.error.details}>
            {file.error.what} {file.error.do}
          </span>
        </StatusChip>
      </p>
      {at !== undefined && (
        <p className="small faint">
          {t('live.lastWritten', { when: say(at, now) })}
        </p>
      )}
    </div>
  );
}
