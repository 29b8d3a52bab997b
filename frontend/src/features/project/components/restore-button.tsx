import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { toastDone, toastProblem } from '@/components/ui/toast';
import { useRestoreRow } from '../api/use-rows';

/** Brings a deleted row back: a quiet word in the grid, a button in the drawer. */
export function RestoreButton({ table, id, isButton = false }: { table: string; id: string; isButton?: boolean }) {
  const { t } = useTranslation('project');
  const { restore: bringBack, isPending } = useRestore(table);
  const restore = () => bringBack(id);
  if (isButton) {
    return (
      <Button size="xs" onClick={restore} loading={isPending}>
        {t('restore.do')}
      </Button>
    );
  }
  return (
    <button type="button" className="link tiny right" onClick={restore} disabled={isPending}>
      {t('restore.do')}
    </button>
  );
}

/** Brings deleted rows of a table back, and says so. */
export function useRestore(table: string) {
  const { t } = useTranslation('project');
  const { mutate, isPending } = useRestoreRow(table);
  return { restore: (id: string) => mutate(id, { onSuccess: () => toastDone(t('restore.done', { table })), onError: toastProblem }), isPending };
}
