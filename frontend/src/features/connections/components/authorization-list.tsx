import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { parseTime } from '@/bridge/time';
import type { api } from '@/bridge/types';
import { signOf } from '@/components/integration/sign';
import { AuthorizationChip } from '@/components/source/authorization-chip';
import { savedWords } from '@/components/source/authorization-state';
import { useAuthorizationMenu } from '@/components/source/use-authorization-menu';
import type { Start } from '@/components/source/use-dialog-state';
import { ListTable } from '@/components/ui/list-table';
import { Monogram } from '@/components/ui/monogram';
import { RelativeTimeOrNever } from '@/components/ui/relative-time';
import { toastDone, toastProblem } from '@/components/ui/toast';
import { useAuthorizationCalls } from '../api/use-authorizations';
import css from './connections.module.css';

interface Props {
  authorizations: api.Authorization[];
  onOpen: (source: api.Source, start: Start) => void;
  /** Opens the browser, and the pop-up that waits for it. */
  onSignIn: (one: api.Authorization) => void;
}

/** Every authorization: what, state, when last used, by what. */
export function AuthorizationList({ authorizations, onOpen, onSignIn }: Props) {
  const { t } = useTranslation('connections');
  const { t: words } = useTranslation('source');
  const calls = useAuthorizationCalls();
  const check = (one: api.Authorization) => void calls.check(one.id).then((a) => toastDone(savedWords(a, words)), toastProblem);
  const change = (one: api.Authorization) => onOpen(one.source, { kind: 'change', id: one.id });
  const menu = useAuthorizationMenu({ calls, onCheck: check, onChange: change, onSignIn });
  return (
    <>
      <ListTable
        label={t('authorizations.title')}
        rows={authorizations}
        rowKey={(a) => a.id}
        stacks
        menuOf={(a) => ({ label: words('menu.label', { name: a.name }), items: menu.itemsOf(a) })}
        columns={[
          { key: 'sign', head: '', width: '28px', render: (a) => <Monogram text={signOf(a.source)} title={a.source.name} /> },
          {
            key: 'name',
            head: t('list.name'),
            width: 'minmax(0, 1.8fr)',
            render: (a) => (
              <>
                <h2 className="row-title cut">
                  <button type="button" className="link cut" onClick={() => onOpen(a.source, { kind: 'show', id: a.id })}>
                    {a.name}
                  </button>
                </h2>
                <p className="tiny faint">{a.hint === '' ? a.source.name : `${a.source.name}, ${a.hint}`}</p>
              </>
            ),
          },
          {
            key: 'state',
            head: t('list.status'),
            width: 'minmax(0, 1.5fr)',
            render: (a) => (
              <>
                <div className={css.state}>
                  <AuthorizationChip authorization={a} wraps />
                  {a.state === 'needs_sign_in' && (
                    <Button size="xs" aria-label={words('signInTo', { name: a.name })} onClick={() => (a.isSignIn ? onSignIn(a) : change(a))}>
                      {words('signIn')}
                    </Button>
                  )}
                </div>
                {a.state !== 'works' && a.stateWords !== '' && <p className="tiny muted cut" title={a.stateWords}>{a.stateWords}</p>}
              </>
            ),
          },
          { key: 'last', head: t('list.lastUsed'), width: 'minmax(0, .7fr)', wideOnly: true, render: (a) => <span className="small muted"><RelativeTimeOrNever at={parseTime(a.lastUsedAt)} /></span> },
          {
            key: 'used',
            head: t('list.usedBy'),
            width: 'minmax(0, .8fr)',
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
        ]}
      />
      {menu.dialogs}
    </>
  );
}
