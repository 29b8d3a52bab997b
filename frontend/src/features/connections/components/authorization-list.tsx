import { IconPencil, IconRefresh, IconTextCaption, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { parseTime } from '@/bridge/time';
import type { api } from '@/bridge/types';
import { signOf } from '@/components/integration/sign';
import { AuthorizationChip } from '@/components/source/authorization-chip';
import { RenameDialog } from '@/components/source/rename-dialog';
import { ConfirmTwoStep } from '@/components/ui/confirm-two-step';
import { GearMenu, type GearItem } from '@/components/ui/gear-menu';
import { ListTable } from '@/components/ui/list-table';
import { Monogram } from '@/components/ui/monogram';
import { RelativeTimeOrNever } from '@/components/ui/relative-time';
import { toastDone, toastProblem } from '@/components/ui/toast';
import { useAuthorizationCalls } from '../api/use-authorizations';
import css from './connections.module.css';

interface Props {
  authorizations: api.Authorization[];
  onOpen: (source: api.Source, start?: { kind: 'change'; id: string }) => void;
}

/** Every authorization: what, state, when last used, by what. */
export function AuthorizationList({ authorizations, onOpen }: Props) {
  const { t } = useTranslation('connections');
  const { t: words } = useTranslation('source');
  const calls = useAuthorizationCalls();
  const [renaming, setRenaming] = useState<api.Authorization>();
  const [removing, setRemoving] = useState<api.Authorization>();
  const menuOf = (one: api.Authorization): GearItem[] => [
    { key: 'check', label: words('menu.check'), icon: IconRefresh, onSelect: () => void calls.check(one.id).then((a) => toastDone(a.state === 'works' ? words('savedWorks', { name: a.name }) : words('savedNot', { name: a.name })), toastProblem) },
    { key: 'change', label: words('menu.change'), icon: IconPencil, onSelect: () => onOpen(one.source, { kind: 'change', id: one.id }) },
    { key: 'rename', label: words('menu.rename'), icon: IconTextCaption, onSelect: () => setRenaming(one) },
    { key: 'delete', label: words('menu.delete'), icon: IconTrash, onSelect: () => setRemoving(one), danger: true, afterLine: true, refused: one.usedBy.length === 0 ? undefined : words('menu.inUse', { names: one.usedBy.map((u) => u.name).join(', ') }) },
  ];
  return (
    <>
      <ListTable
        label={t('authorizations.title')}
        rows={authorizations}
        rowKey={(a) => a.id}
        columns={[
          { key: 'sign', head: '', width: '28px', render: (a) => <Monogram text={signOf(a.source)} title={a.source.name} /> },
          {
            key: 'name',
            head: t('list.name'),
            width: 'minmax(0, 1.3fr)',
            render: (a) => (
              <>
                <h2 className="row-title cut">
                  <button type="button" className="link cut" onClick={() => onOpen(a.source)}>
                    {a.name}
                  </button>
                </h2>
                <p className="tiny faint cut" title={a.hint}>{a.hint === '' ? a.source.name : `${a.source.name}, ${a.hint}`}</p>
              </>
            ),
          },
          {
            key: 'state',
            head: t('list.status'),
            width: 'minmax(0, 1.1fr)',
            render: (a) => (
              <>
                <AuthorizationChip authorization={a} wraps />
                {a.state !== 'works' && a.stateWords !== '' && <p className="tiny muted cut" title={a.stateWords}>{a.stateWords}</p>}
              </>
            ),
          },
          { key: 'last', head: t('list.lastUsed'), width: 'minmax(0, .7fr)', wideOnly: true, render: (a) => <span className="small muted"><RelativeTimeOrNever at={parseTime(a.lastUsedAt)} /></span> },
          {
            key: 'used',
            head: t('list.usedBy'),
            width: 'minmax(0, .9fr)',
            render: (a) =>
              a.usedBy.length === 0 ? (
                <span className="small faint">{t('list.unused')}</span>
              ) : (
                <p className={`small cut ${css.links ?? ''}`}>
                  {a.usedBy.map((c) => (
                    <Link key={c.id} to={`/configuration/${c.id}`}>
                      {c.name}
                    </Link>
                  ))}
                </p>
              ),
          },
          { key: 'gear', head: '', width: '28px', render: (a) => <GearMenu label={words('menu.label', { name: a.name })} items={menuOf(a)} /> },
        ]}
      />
      {renaming !== undefined && <RenameDialog title={words('menu.rename')} name={renaming.name} onClose={() => setRenaming(undefined)} onRename={(name) => calls.rename(renaming.id, name)} />}
      <ConfirmTwoStep
        opened={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={words('delete.title', { name: removing?.name ?? '' })}
        lost={<p>{words('delete.lost')}</p>}
        verb={words('menu.delete')}
        onConfirm={async () => {
          if (removing === undefined) return;
          await calls.remove(removing.id);
          toastDone(words('delete.done', { name: removing.name }));
        }}
      />
    </>
  );
}
