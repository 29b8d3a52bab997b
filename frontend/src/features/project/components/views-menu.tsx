import { Menu } from '@mantine/core';
import { IconBookmark, IconCheck, IconDeviceFloppy, IconPencil, IconPlus, IconStar, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { ConfirmTwoStep } from '@/components/ui/confirm-two-step';
import { type GearItem, GearItems } from '@/components/ui/gear-menu';
import { icon, smallIcon } from '@/components/ui/icon-size';
import { RenameDialog } from '@/components/ui/rename-dialog';
import { toastDone, toastProblem } from '@/components/ui/toast';
import { useRemoveView, useSaveView } from '../api/use-views';
import css from './rows-tools.module.css';
import { SaveViewDialog } from './save-view-dialog';
import type { View } from './use-view';

const same = (a: api.TableView, b: api.TableView) => JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

/** The saved views of a table: shows one, saves what is looked at, renames and removes. */
export function ViewsMenu({ table, view }: { table: string; view: View }) {
  const { t } = useTranslation('project');
  const [dialog, setDialog] = useState<'save' | 'rename' | 'remove'>();
  const save = useSaveView(table);
  const { mutateAsync: remove } = useRemoveView(table);
  const { chosen } = view;
  const isChanged = chosen !== undefined && !same(view.toSave(chosen.name, chosen.isDefault), chosen);
  const close = () => setDialog(undefined);
  const replace = (was: string, next: api.TableView) =>
    save.mutate({ was, view: next }, { onSuccess: () => toastDone(t('views.saved', { name: next.name })), onError: toastProblem });
  const items: GearItem[] = [{ key: 'save', label: t('views.saveAs'), icon: IconPlus, onSelect: () => setDialog('save') }];
  if (isChanged) items.unshift({ key: 'keep', label: t('views.keep', { name: chosen.name }), icon: IconDeviceFloppy, onSelect: () => replace(chosen.name, view.toSave(chosen.name, chosen.isDefault)) });
  if (chosen !== undefined)
    items.push(
      { key: 'default', label: chosen.isDefault ? t('views.noDefault') : t('views.makeDefault'), icon: IconStar, afterLine: true, onSelect: () => replace(chosen.name, { ...chosen, isDefault: !chosen.isDefault }) },
      { key: 'rename', label: t('views.rename'), icon: IconPencil, onSelect: () => setDialog('rename') },
      { key: 'remove', label: t('views.remove'), icon: IconTrash, danger: true, onSelect: () => setDialog('remove') },
    );
  return (
    <span className={css.chip} data-on={chosen !== undefined || undefined}>
      <Menu position="bottom-start" width={320}>
        <Menu.Target>
          <button type="button" className={css.chipWords}>
            <IconBookmark {...smallIcon} />
            {chosen === undefined ? (
              t('views.title')
            ) : (
              <>
                <span className={`cut ${css.name ?? ''}`} title={chosen.name}>
                  {chosen.name}
                </span>
                {isChanged && <span className={css.changed}> {t('views.changed')}</span>}
              </>
            )}
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={chosen === undefined ? <IconCheck {...icon} /> : <span style={{ width: icon.size }} />} onClick={() => view.show(undefined)}>
            {t('views.all')}
          </Menu.Item>
          {view.saved.map((one) => (
            <Menu.Item key={one.name} leftSection={one.name === chosen?.name ? <IconCheck {...icon} /> : <span style={{ width: icon.size }} />} onClick={() => view.show(one)}>
              {one.name}
              {one.isDefault && <p className="tiny faint">{t('views.isDefault')}</p>}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <GearItems items={items} />
        </Menu.Dropdown>
      </Menu>
      {dialog === 'save' && <SaveViewDialog table={table} view={view} onClose={close} />}
      {dialog === 'rename' && chosen !== undefined && (
        <RenameDialog
          title={t('views.rename')}
          label={t('views.name')}
          name={chosen.name}
          onRename={async (name) => {
            await save.mutateAsync({ was: chosen.name, view: { ...chosen, name } });
            view.noteSaved(name);
          }}
          onClose={close}
        />
      )}
      {chosen !== undefined && (
        <ConfirmTwoStep
          opened={dialog === 'remove'}
          onClose={close}
          title={t('views.removeTitle', { name: chosen.name })}
          lost={t('views.lost')}
          verb={t('views.removeDo')}
          onConfirm={async () => {
            await remove(chosen.name);
            view.show(undefined);
          }}
        />
      )}
    </span>
  );
}
