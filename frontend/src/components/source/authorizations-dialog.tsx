import { Button } from '@mantine/core';
import { IconPencil, IconPlus, IconRefresh, IconTrash, IconTextCaption } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { signOf } from '@/components/integration/sign';
import { ConfirmTwoStep } from '@/components/ui/confirm-two-step';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { GearMenu, type GearItem } from '@/components/ui/gear-menu';
import { icon } from '@/components/ui/icon-size';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Monogram } from '@/components/ui/monogram';
import { toastDone } from '@/components/ui/toast';
import { AuthorizationChip } from './authorization-chip';
import { AuthorizationForm } from './authorization-form';
import { RenameDialog } from './rename-dialog';
import css from './source.module.css';

/** The program behind the pop-up, handed in by the feature that opens it. */
export interface AuthorizationCalls {
  save: (input: api.AuthorizationInput) => Promise<api.Authorization>;
  check: (id: string) => Promise<api.Authorization>;
  rename: (id: string, name: string) => Promise<unknown>;
  remove: (id: string) => Promise<unknown>;
  open: (address: string) => void;
}

interface Props {
  source: api.Source;
  spec: api.SourceSpec | undefined;
  authorizations: api.Authorization[] | undefined;
  error: unknown;
  calls: AuthorizationCalls;
  chosen?: string;
  /** Opens at once with this one to be changed, or with the form for a new one. */
  start?: { kind: 'create' } | { kind: 'change'; id: string } | undefined;
  /** Without it the pop-up only shows and changes. */
  onChoose?: ((authorization: api.Authorization) => void) | undefined;
  onClose: () => void;
}

type Open = { kind: 'none' } | { kind: 'create' } | { kind: 'change'; id: string };

/** The authorizations of one service: pick one, or make a new one. */
export function AuthorizationsDialog({ source, spec, authorizations, error, calls, chosen, start, onChoose, onClose }: Props) {
  const { t } = useTranslation('source');
  const [wanted, setOpen] = useState<Open>(start ?? { kind: 'none' });
  const [renaming, setRenaming] = useState<api.Authorization>();
  const [removing, setRemoving] = useState<api.Authorization>();
  const [failure, setFailure] = useState<unknown>();
  const [checking, setChecking] = useState('');
  const open: Open = wanted.kind === 'none' && authorizations?.length === 0 ? { kind: 'create' } : wanted;
  const changed = open.kind === 'change' ? authorizations?.find((a) => a.id === open.id) : undefined;
  const check = async (id: string) => {
    setChecking(id);
    setFailure(undefined);
    try {
      await calls.check(id);
    } catch (thrown) {
      setFailure(thrown);
    } finally {
      setChecking('');
    }
  };
  const menuOf = (one: api.Authorization): GearItem[] => [
    { key: 'check', label: t('menu.check'), icon: IconRefresh, onSelect: () => void check(one.id) },
    { key: 'change', label: t('menu.change'), icon: IconPencil, onSelect: () => setOpen({ kind: 'change', id: one.id }) },
    { key: 'rename', label: t('menu.rename'), icon: IconTextCaption, onSelect: () => setRenaming(one) },
    { key: 'delete', label: t('menu.delete'), icon: IconTrash, onSelect: () => setRemoving(one), danger: true, afterLine: true, refused: one.usedBy.length === 0 ? undefined : t('menu.inUse', { names: one.usedBy.map((u) => u.name).join(', ') }) },
  ];
  return (
    <Dialog opened onClose={onClose} title={t('title')} sentence={t('kept', { source: source.name })} sign={<Monogram text={signOf(source)} />} width={968} height={592} lined flush>
      <div className={css.two}>
        <div className={css.left}>
          {failure !== undefined && <ErrorView error={failure} />}
          {error !== null && error !== undefined && <ErrorView error={error} />}
          {authorizations === undefined && (error === null || error === undefined) && <LoadingRows rows={2} />}
          <ul className={css.cards} aria-label={t('title')}>
            {authorizations?.map((one) => (
              <li key={one.id} className={css.item} data-chosen={one.id === chosen || undefined}>
                <div className="row top">
                  <div className="grow">
                    <h2 className="row-title cut" title={one.name}>{one.name}</h2>
                    {one.hint !== '' && <p className="tiny muted cut" title={one.hint}>{one.hint}</p>}
                  </div>
                  {onChoose !== undefined && one.state !== 'needs_sign_in' && (
                    <Button size="xs" onClick={() => onChoose(one)} aria-label={t('chooseOne', { name: one.name })} aria-pressed={one.id === chosen}>
                      {one.id === chosen ? t('isChosen') : t('choose')}
                    </Button>
                  )}
                  {one.state === 'needs_sign_in' && (
                    <Button size="xs" onClick={() => setOpen({ kind: 'change', id: one.id })} aria-label={t('signInTo', { name: one.name })}>
                      {t('signIn')}
                    </Button>
                  )}
                  <GearMenu label={t('menu.label', { name: one.name })} items={menuOf(one)} />
                </div>
                {checking === one.id ? <span className="small muted">{t('checking')}</span> : <AuthorizationChip authorization={one} wraps />}
                {one.stateWords !== '' && one.state !== 'works' && <p className="tiny muted">{one.stateWords}</p>}
              </li>
            ))}
          </ul>
          <Button variant={open.kind === 'create' ? 'light' : 'default'} leftSection={<IconPlus {...icon} />} aria-expanded={open.kind === 'create'} onClick={() => setOpen({ kind: 'create' })}>
            {t('create')}
          </Button>
        </div>
        <div className={css.rightSide}>
          {open.kind === 'none' && authorizations !== undefined && <EmptyState sentence={onChoose === undefined ? t('hintShow') : t('hint')} />}
          {open.kind !== 'none' && spec === undefined && <LoadingRows rows={3} />}
          {open.kind !== 'none' && spec !== undefined && authorizations !== undefined && (
            <AuthorizationForm
              key={changed?.id ?? 'new'}
              spec={spec}
              changed={changed}
              names={authorizations.map((a) => a.name)}
              onSave={calls.save}
              onOpen={calls.open}
              onSaved={(saved) => {
                setOpen({ kind: 'none' });
                toastDone(saved.state === 'works' ? t('savedWorks', { name: saved.name }) : t('savedNot', { name: saved.name }));
              }}
            />
          )}
        </div>
      </div>
      {renaming !== undefined && <RenameDialog title={t('menu.rename')} name={renaming.name} onClose={() => setRenaming(undefined)} onRename={(name) => calls.rename(renaming.id, name)} />}
      <ConfirmTwoStep
        opened={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={t('delete.title', { name: removing?.name ?? '' })}
        lost={<p>{t('delete.lost')}</p>}
        verb={t('menu.delete')}
        onConfirm={async () => {
          if (removing === undefined) return;
          await calls.remove(removing.id);
          toastDone(t('delete.done', { name: removing.name }));
        }}
      />
    </Dialog>
  );
}
