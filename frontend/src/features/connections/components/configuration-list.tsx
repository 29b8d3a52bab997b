import { IconExternalLink, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { api } from '@/bridge/types';
import { signOf } from '@/components/integration/sign';
import { AuthorizationChip } from '@/components/source/authorization-chip';
import type { GearItem } from '@/components/ui/gear-menu';
import { ListTable } from '@/components/ui/list-table';
import { Monogram } from '@/components/ui/monogram';
import { useCountWord } from '@/components/ui/use-count-word';
import css from './connections.module.css';

interface Props {
  configurations: api.Configuration[];
  onRemove: (configuration: api.Configuration) => void;
}

/** Every source configuration: what, state of its authorization, what is transferred, who uses it. */
export function ConfigurationList({ configurations, onRemove }: Props) {
  const { t } = useTranslation('connections');
  const navigate = useNavigate();
  const itemsOf = (c: api.Configuration): GearItem[] => [
    { key: 'open', label: t('menu.open'), icon: IconExternalLink, onSelect: () => void navigate(`/configuration/${c.id}`) },
    { key: 'integrate', label: t('next.create'), icon: IconPlus, onSelect: () => void navigate(`/integrations/new?configuration=${c.id}`) },
    { key: 'remove', label: t('menu.remove'), icon: IconTrash, onSelect: () => onRemove(c), danger: true, afterLine: true, refused: c.usedBy.length === 0 ? undefined : t('menu.inUse', { names: c.usedBy.map((u) => u.name).join(', ') }) },
  ];
  return (
    <ListTable
      label={t('configurations.title')}
      rows={configurations}
      rowKey={(c) => c.id}
      stacks
      menuOf={(c) => ({ label: t('menu.label', { name: c.name }), items: itemsOf(c) })}
      columns={[
        { key: 'sign', head: '', width: '28px', render: (c) => <Monogram text={signOf(c.source)} title={c.source.name} /> },
        {
          key: 'name',
          head: t('list.name'),
          width: 'minmax(0, 1.1fr)',
          render: (c) => (
            <>
              <h2 className="row-title cut">
                <Link to={`/configuration/${c.id}`}>{c.name}</Link>
              </h2>
              <p className="tiny faint cut">{c.source.name}</p>
            </>
          ),
        },
        { key: 'authorization', head: t('list.authorization'), width: 'minmax(0, 1.2fr)', render: (c) => <AuthorizationCell configuration={c} /> },
        { key: 'transfers', head: t('transfers.title'), width: 'minmax(0, .9fr)', render: (c) => <TransfersCell configuration={c} /> },
        { key: 'used', head: t('list.usedBy'), width: 'minmax(0, 1fr)', render: (c) => <UsedBy integrations={c.usedBy} none={<Link to={`/integrations/new?configuration=${c.id}`}>{t('next.create')}</Link>} /> },
      ]}
    />
  );
}

function AuthorizationCell({ configuration: c }: { configuration: api.Configuration }) {
  const { t } = useTranslation('connections');
  if (c.authorization === undefined) return <span className="small faint">{c.source.needsAuthorization ? t('list.noAuthorization') : t('list.needsNone')}</span>;
  return (
    <>
      <p className="small cut">{c.authorization.name}</p>
      <AuthorizationChip authorization={c.authorization} isBrief />
    </>
  );
}

function TransfersCell({ configuration: c }: { configuration: api.Configuration }) {
  const { t } = useTranslation('connections');
  const word = useCountWord();
  const active = c.transfers.filter((x) => x.active);
  const names = c.transfers.map((x) => x.label).join(', ');
  if (c.transfers.length === 0) return <span className="small faint">{t('list.nothing')}</span>;
  return (
    <>
      <p className="small">{active.length === 0 ? t('list.noneActive') : c.transfers.length === 1 ? t('list.theOne') : t('list.active', { count: active.length, word: word(active.length), all: word(c.transfers.length, 'inside') })}</p>
      <p className="tiny faint cut" title={names}>{names}</p>
    </>
  );
}

function UsedBy({ integrations, none }: { integrations: api.Reference[]; none: React.ReactNode }) {
  if (integrations.length === 0) return <span className="small">{none}</span>;
  return (
    <p className={`small cut ${css.links ?? ''}`}>
      {integrations.map((i) => (
        <Link key={i.id} to={`/integrations/${i.id}`}>
          {i.name}
        </Link>
      ))}
    </p>
  );
}
