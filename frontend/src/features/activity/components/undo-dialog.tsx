import { Button, Checkbox } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { ChangeList } from '@/components/rows/change-list';
import { Dialog } from '@/components/ui/dialog';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingRows } from '@/components/ui/loading-rows';
import { toastDone } from '@/components/ui/toast';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import { useUndo, useUndoPreview } from '../api/use-undo';
import css from './activity.module.css';

/** Takes a run back: first what will happen, row by row, then the deed. */
export function UndoDialog({ run, opened, onClose }: { run: api.Run; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('activity');
  const [pause, setPause] = useState(true);
  const preview = useUndoPreview(run.id, opened);
  const undo = useUndo();
  const start = async () => {
    try {
      await undo.mutateAsync({ run: run.id, pause });
    } catch {
      return; // shown in the dialog
    }
    // The list may have learnt of it first, and taken this dialog away.
    toastDone(pause ? t('undo.donePaused') : t('undo.done'));
    onClose();
  };
  const error = undo.error ?? preview.error;
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('undo.title')}
      sentence={t('undo.sentence')}
      width={720}
      height={620}
      lined
      flush
      foot={
        <>
          <Checkbox className={css.pause ?? ''} label={t('undo.pause')} description={t('undo.pauseHelp')} checked={pause} onChange={(e) => setPause(e.currentTarget.checked)} />
          <Button className="right" onClick={onClose} data-autofocus>
            {t('undo.keep')}
          </Button>
          <Button variant="danger" loading={undo.isPending} disabled={preview.data === undefined} onClick={() => void start()}>
            {t('undo.do')}
          </Button>
        </>
      }
    >
      {error !== null && (undo.error === null ? <ErrorView error={error} onAction={() => void preview.refetch()} /> : <ErrorView error={error} />)}
      {error === null && preview.data === undefined && <LoadingRows rows={6} />}
      {error === null && preview.data !== undefined && <Plan report={preview.data} />}
    </Dialog>
  );
}

function Plan({ report }: { report: api.UndoReport }) {
  const { t } = useTranslation('activity');
  // The heads name the tables; a row does where there are several.
  const tableOf = (r: api.UndoRow) => (report.tables.length > 1 ? r.table : '');
  const listed = (rows: api.UndoRow[]) => rows.map((r) => ({ id: r.id, name: r.key, table: tableOf(r), isKept: r.reason !== '', words: r.reason === '' ? t(`undo.will.${kindOf(r)}`) : t(`undo.why.${reasonOf(r)}`), fields: r.reason === '' && r.kind === 'created' ? [] : r.fields }));
  return (
    <div className={css.undo}>
      {report.tables.map((table) => (
        <p key={table.table}>
          <b>{table.table}</b> <Counts table={table} />
        </p>
      ))}
      <ChangeList label={t('undo.changes')} rows={listed(report.changes)} />
      {report.kept.length > 0 && (
        <>
          <h2 className="row-title">{t('undo.kept')}</h2>
          <p className="small muted">{t('undo.keptMeans')}</p>
          <ChangeList label={t('undo.kept')} rows={listed(report.kept)} />
        </>
      )}
    </div>
  );
}

function Counts({ table }: { table: api.UndoTable }) {
  const { t } = useTranslation('activity');
  const locale = useLocale();
  const values = (count: number) => ({ count, number: formatNumber(count, locale) });
  const parts: [number, string][] = [
    [table.setBack, t('undo.count.setBack', values(table.setBack))],
    [table.removed, t('undo.count.removed', values(table.removed))],
    [table.returned, t('undo.count.returned', values(table.returned))],
    [table.hidden, t('undo.count.hidden', values(table.hidden))],
    [table.kept, t('undo.count.kept', values(table.kept))],
  ];
  return <span className="muted">{parts.filter(([count]) => count > 0).map(([, words]) => words).join('\u00a0· ')}</span>;
}

type Kind = 'created' | 'updated' | 'deleted' | 'removed' | 'restored';
const kinds: string[] = ['created', 'updated', 'deleted', 'removed', 'restored'] satisfies Kind[];
const kindOf = (r: api.UndoRow) => (kinds.includes(r.kind) ? (r.kind as Kind) : 'updated');

const reasons: Record<string, 'changedLater' | 'usedByOther' | 'keyInUse'> = { changed_later: 'changedLater', used_by_other: 'usedByOther', key_in_use: 'keyInUse' };
const reasonOf = (r: api.UndoRow) => reasons[r.reason] ?? 'changedLater';
