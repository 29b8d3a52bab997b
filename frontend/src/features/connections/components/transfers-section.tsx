import { Button } from '@mantine/core';
import { IconArrowRight, IconEye, IconLink, IconPlayerPlay, IconPlus, IconPower, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { type api, domain } from '@/bridge/types';
import { FieldChanges } from '@/components/mapping/field-changes';
import { MappingPopUp, PreviewPopUp } from '@/components/mapping/transfer-pop-ups';
import { ConfirmTwoStep } from '@/components/ui/confirm-two-step';
import { EmptyState } from '@/components/ui/empty-state';
import type { GearItem } from '@/components/ui/gear-menu';
import { icon } from '@/components/ui/icon-size';
import { ListTable } from '@/components/ui/list-table';
import { SectionHead } from '@/components/ui/section-head';
import { StatusChip } from '@/components/ui/status-chip';
import { toastDone } from '@/components/ui/toast';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import { useTransferActions } from '../api/use-transfers';
import { AddTransferDialog } from './add-transfer-dialog';
import css from './connections.module.css';

/** *Data transfer*: what is read from this service, and the table it goes to. */
export function TransfersSection({ configuration }: { configuration: api.Configuration }) {
  const { t } = useTranslation('connections');
  const actions = useTransferActions();
  const [isAdding, setAdding] = useState(false);
  // The address names the open mapping, so that a record error can lead straight to it.
  const [params, setParams] = useSearchParams();
  const [preview, setPreview] = useState<api.Transfer>();
  const [removing, setRemoving] = useState<api.Transfer>();
  const { transfers } = configuration;
  const mapping = transfers.find((x) => x.id === params.get('mapping'));
  const openMapping = (id?: string) => setParams(id === undefined ? {} : { mapping: id }, { replace: true });
  const itemsOf = (x: api.Transfer): GearItem[] => [
    { key: 'mapping', label: t('transfers.mapping'), icon: IconLink, onSelect: () => openMapping(x.id) },
    x.active
      ? { key: 'deactivate', label: t('transfers.deactivate'), icon: IconPower, onSelect: () => actions.deactivate(x.id) }
      : { key: 'activate', label: t('transfers.activate'), icon: IconPlayerPlay, onSelect: () => actions.activate(x.id), refused: x.refusal === '' ? undefined : x.refusal },
    { key: 'preview', label: t('transfers.preview'), icon: IconEye, onSelect: () => setPreview(x) },
    { key: 'remove', label: t('menu.remove'), icon: IconTrash, onSelect: () => setRemoving(x), danger: true, afterLine: true },
  ];
  const add = (
    <Button size="xs" leftSection={<IconPlus {...icon} />} onClick={() => setAdding(true)}>
      {t('transfers.add')}
    </Button>
  );
  return (
    <section aria-label={t('transfers.title')}>
      <SectionHead title={t('transfers.title')} sentence={t('transfers.sentence')} action={transfers.length === 0 ? undefined : add} />
      {transfers.filter((x) => x.active && x.fieldChanges.length > 0).map((x) => (
        <FieldChanges key={x.id} label={x.label} words={x.fieldChanges} stops={x.whenFieldsChange === domain.WhenFieldsChange.stop} onOpen={() => openMapping(x.id)} onDismiss={() => actions.dismissChanges(x.id)} />
      ))}
      {transfers.length === 0 ? (
        <div className="panel">
          <EmptyState small sentence={t('transfers.empty')} action={add} />
        </div>
      ) : (
        <TransferList transfers={transfers} itemsOf={itemsOf} />
      )}
      {isAdding && <AddTransferDialog configuration={configuration} onClose={() => setAdding(false)} />}
      {mapping !== undefined && <MappingPopUp configuration={configuration.name} transfer={mapping} onClose={() => openMapping()} />}
      {preview !== undefined && <PreviewPopUp configuration={configuration.name} transfer={preview} onClose={() => setPreview(undefined)} />}
      <ConfirmTwoStep
        opened={removing !== undefined}
        onClose={() => setRemoving(undefined)}
        title={t('transfers.removeTitle', { name: removing?.label ?? '' })}
        lost={
          <>
            <p>{t('transfers.removeLost')}</p>
            {removing !== undefined && removing.table !== '' && <p>{t('transfers.removeKept', { table: removing.table })}</p>}
          </>
        }
        verb={t('menu.remove')}
        onConfirm={async () => {
          if (removing === undefined) return;
          await actions.remove(removing.id);
          toastDone(t('transfers.removed', { name: removing.label }));
        }}
      />
    </section>
  );
}

function TransferList({ transfers, itemsOf }: { transfers: api.Transfer[]; itemsOf: (transfer: api.Transfer) => GearItem[] }) {
  const { t } = useTranslation('connections');
  const locale = useLocale();
  const isUnmapped = (x: api.Transfer) => x.table === '' || x.mappedFields === 0;
  return (
    <ListTable
      label={t('transfers.title')}
      rows={transfers}
      rowKey={(x) => x.id}
      menuOf={(x) => ({ label: t('menu.label', { name: x.label }), items: itemsOf(x) })}
      columns={[
        {
          key: 'dataType',
          head: t('transfers.dataType'),
          width: 'minmax(120px, 212px)',
          render: (x) => (
            <>
              <h2 className="row-title cut">{x.label}</h2>
              <p className="tiny faint">{x.records < 0 ? t('transfers.notRead') : t('transfers.records', { count: x.records, number: formatNumber(x.records, locale) })}</p>
            </>
          ),
        },
        { key: 'arrow', head: '', width: '32px', render: (x) => <IconArrowRight {...icon} className={css.arrow} {...(isUnmapped(x) ? { color: 'var(--line)' } : {})} /> },
        { key: 'table', head: t('transfers.table'), width: 'minmax(0, 168px)', render: (x) => <span className={`${x.table === '' ? (css.dim ?? '') : (css.table ?? '')} cut`}>{x.table === '' ? t('transfers.noTable') : x.table}</span> },
        { key: 'mapping', head: t('transfers.mapping'), width: 'minmax(0, 1fr)', render: (x) => <MappingWords transfer={x} /> },
        { key: 'status', head: t('list.status'), width: '116px', render: (x) => (x.active ? <StatusChip kind="fine">{t('transfers.active')}</StatusChip> : <StatusChip kind="idle">{t('transfers.inactive')}</StatusChip>) },
      ]}
    />
  );
}

function MappingWords({ transfer: x }: { transfer: api.Transfer }) {
  const { t } = useTranslation('connections');
  if (x.mappedFields === 0) return <span className="small faint">{t('transfers.notMapped')}</span>;
  return (
    <span className="small muted">
      {x.fields === 0 ? t('transfers.mappedOnly', { count: x.mappedFields }) : t('transfers.mapped', { count: x.mappedFields, fields: x.fields })}
      {x.keys.length === 0 ? t('transfers.noKey') : `${t('transfers.key')} `}
      {x.keys.length > 0 && <b>{x.keys.join(' + ')}</b>}
    </span>
  );
}
