import { IconArrowsSort, IconPencil } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { OrderDialog } from '@/components/order/order-dialog';
import type { ThingMenu } from '@/components/ui/context-menu';
import { RenameDialog } from '@/components/ui/rename-dialog';
import { toastDone } from '@/components/ui/toast';
import { useRenameTable } from '../api/use-tables';

/** What can be done with a table, on its own page and in the list of tables. */
export function useTableMenu(onRenamed?: (to: string) => void): { menuOf: (table: api.Table) => ThingMenu; dialog: ReactNode } {
  const { t } = useTranslation('project');
  const { mutateAsync } = useRenameTable();
  const [renamed, setRenamed] = useState<string>();
  const [ordered, setOrdered] = useState<string>();
  const rename = async (to: string) => {
    await mutateAsync({ name: renamed ?? '', to });
    toastDone(t('rename.done', { name: to }));
    onRenamed?.(to);
  };
  return {
    menuOf: (table) => ({
      label: t('table.gear', { name: table.name }),
      items: [
        { key: 'rename', label: t('rename.table'), icon: IconPencil, onSelect: () => setRenamed(table.name) },
        { key: 'order', label: t('table.order'), icon: IconArrowsSort, refused: table.fedBy.length > 1 ? undefined : t('table.orderRefused'), onSelect: () => setOrdered(table.name) },
      ],
    }),
    dialog: (
      <>
        {renamed !== undefined && <RenameDialog title={t('rename.table')} label={t('create.name')} name={renamed} help={t('rename.help')} onRename={rename} onClose={() => setRenamed(undefined)} />}
        {ordered !== undefined && <OrderDialog table={ordered} onClose={() => setOrdered(undefined)} />}
      </>
    ),
  };
}
