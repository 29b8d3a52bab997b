import { IconExternalLink, IconPencil, IconPlugOff, IconRefresh, IconTextCaption, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { ConfirmTwoStep } from '@/components/ui/confirm-two-step';
import type { GearItem } from '@/components/ui/gear-menu';
import { toastDone } from '@/components/ui/toast';
import type { AuthorizationCalls } from './authorization-calls';
import { RenameDialog } from '@/components/ui/rename-dialog';

interface Options {
  calls: AuthorizationCalls;
  onCheck: (one: api.Authorization) => void;
  onChange: (one: api.Authorization) => void;
  onSignIn: (one: api.Authorization) => void;
}

interface Asking {
  what: 'rename' | 'revoke' | 'delete';
  one: api.Authorization;
}

export const namesOf = (list: api.Reference[]): string => list.map((u) => u.name).join(', ');

/** Everything that can be done with an authorization: the items of its gear, and the dialogs they open. */
export function useAuthorizationMenu({ calls, onCheck, onChange, onSignIn }: Options) {
  const { t } = useTranslation('source');
  const [asking, setAsking] = useState<Asking>();
  const close = () => setAsking(undefined);
  const itemsOf = (one: api.Authorization): GearItem[] => {
    const signIn: GearItem = { key: 'signIn', label: t('menu.signIn'), icon: IconExternalLink, onSelect: () => onSignIn(one) };
    const revoke: GearItem = { key: 'revoke', label: t('menu.revoke'), icon: IconPlugOff, onSelect: () => setAsking({ what: 'revoke', one }), afterLine: true, danger: true, refused: one.canRevoke ? undefined : t('menu.noRevoke', { source: one.source.name }) };
    return [
      { key: 'check', label: t('menu.check'), icon: IconRefresh, onSelect: () => onCheck(one) },
      ...(one.isSignIn ? [signIn] : []),
      { key: 'change', label: t('menu.change'), icon: IconPencil, onSelect: () => onChange(one) },
      { key: 'rename', label: t('menu.rename'), icon: IconTextCaption, onSelect: () => setAsking({ what: 'rename', one }) },
      ...(one.isSignIn ? [revoke] : []),
      { key: 'delete', label: t('menu.delete'), icon: IconTrash, onSelect: () => setAsking({ what: 'delete', one }), danger: true, afterLine: !one.isSignIn, refused: one.usedBy.length === 0 ? undefined : t('menu.inUse', { names: namesOf(one.usedBy) }) },
    ];
  };
  const one = asking?.one;
  const name = one?.name ?? '';
  const dialogs = (
    <>
      {asking?.what === 'rename' && <RenameDialog title={t('menu.rename')} label={t('form.name')} name={name} onClose={close} onRename={(next) => calls.rename(asking.one.id, next)} />}
      <ConfirmTwoStep
        opened={asking?.what === 'revoke'}
        onClose={close}
        title={t('revoke.title', { name })}
        lost={<RevokeLoss one={one} />}
        verb={t('menu.revoke')}
        onConfirm={async () => {
          if (one === undefined) return;
          await calls.revoke(one.id);
          toastDone(t('revoke.done', { name }));
        }}
      />
      <ConfirmTwoStep
        opened={asking?.what === 'delete'}
        onClose={close}
        title={t('delete.title', { name })}
        lost={<p>{one?.canRevoke === true ? t('delete.lostSignIn') : t('delete.lost')}</p>}
        verb={t('menu.delete')}
        onConfirm={async () => {
          if (one === undefined) return;
          await calls.remove(one.id);
          toastDone(t('delete.done', { name }));
        }}
      />
    </>
  );
  return { itemsOf, dialogs };
}

function RevokeLoss({ one }: { one: api.Authorization | undefined }) {
  const { t } = useTranslation('source');
  if (one === undefined) return null;
  return (
    <>
      <p>{t('revoke.lost', { source: one.source.name })}</p>
      {one.integrations.length > 0 && (
        <>
          <p>{t('revoke.stops', { count: one.integrations.length })}</p>
          <ul>
            {one.integrations.map((i) => (
              <li key={i.id}>{i.name}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
