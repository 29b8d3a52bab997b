import { Checkbox, TextInput } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type api, domain } from '@/bridge/types';
import { MappingPopUp } from '@/components/mapping/transfer-pop-ups';
import { ErrorView } from '@/components/ui/error-view';
import { Field } from '@/components/ui/field';
import { smallIcon } from '@/components/ui/icon-size';
import { LoadingRows } from '@/components/ui/loading-rows';
import { StatusChip } from '@/components/ui/status-chip';
import { NoKeyError, prepareTransfers } from '../api/prepare-transfers';
import { useConfiguration, useDataTypes, useSetupCalls, useTableNames } from '../api/use-setup-data';
import css from './setup.module.css';
import type { StepProps } from './setup-page';
import { StepTitle } from './step-title';

const fewTypes = 3;
const { created, updated } = domain.UpdateType;

/** Step 2: what to transfer, each type of data into a table made from it, mapped as suggested. */
export function StepIntegration({ state, foot }: StepProps) {
  const { t } = useTranslation('setup');
  const { setup, change } = state;
  const { data: types, error, isFetching, refetch } = useDataTypes(setup.configuration);
  const { data: configuration } = useConfiguration(setup.configuration);
  const calls = useSetupCalls();
  const existing = useTableNames();
  const [working, setWorking] = useState('');
  const [mapping, setMapping] = useState<api.Transfer>();
  const [isTried, setTried] = useState(false);
  const tables = setup.tables ?? startWith(types ?? [], configuration);
  const isNothing = Object.keys(tables).length === 0;
  const noKey = state.error instanceof NoKeyError ? state.error.dataType : undefined;
  const next = () => {
    setTried(true);
    if (isNothing || setup.integrationName.trim() === '') return;
    void state.proceed(async () => {
      try {
        const ready = await prepareTransfers(setup.configuration, Object.entries(tables).map(([dataType, table]) => ({ dataType, table })), setWorking);
        const active = ready.transfers.filter((x) => x.active);
        const updates = Object.fromEntries(active.map((x) => [x.dataType, setup.updates[x.dataType] ?? [created, updated]]));
        const saved = await calls.saveIntegration({ id: setup.integration, name: setup.integrationName.trim(), configuration: setup.configuration, updates, everySeconds: setup.everySeconds, cron: setup.cron ?? '', emailAlerts: setup.emails, hardDeletions: false });
        return { integration: saved.id, tables, updates };
      } finally {
        setWorking('');
        await calls.renew();
      }
    });
  };
  return (
    <section className={css.middle}>
      <StepTitle>{t('step.integration')}</StepTitle>
      <p className="muted">{t('integration.sentence')}</p>
      <div className={css.form}>
        {state.error !== undefined && noKey === undefined && <ErrorView error={state.error} />}
        <TextInput label={t('name')} value={setup.integrationName} onChange={(e) => change({ integrationName: e.currentTarget.value })} error={isTried && setup.integrationName.trim() === '' ? t('nameMissing') : undefined} />
        <Field label={t('integration.what')} error={isTried && isNothing ? t('integration.nothing') : undefined}>
          {error !== null && !isFetching && <ErrorView error={error} onAction={() => void refetch()} />}
          {types === undefined && (error === null || isFetching) && <LoadingRows rows={3} />}
          {types !== undefined && (
            <div className="panel">
              {types.map((type) => {
                const transfer = configuration?.transfers.find((x) => x.dataType === type.name);
                return (
                  <TypeRow
                    key={type.name}
                    type={type}
                    transfer={transfer}
                    table={tables[type.name]}
                    joins={existing.includes(tables[type.name]?.trim() ?? '')}
                    isWorking={working === type.name}
                    hasNoKey={noKey === type.name}
                    onChange={(table) => change({ tables: withTable(tables, type.name, table) })}
                    onMapping={setMapping}
                  />
                );
              })}
            </div>
          )}
        </Field>
      </div>
      {mapping !== undefined && <MappingPopUp configuration={setup.name} transfer={mapping} onClose={() => setMapping(undefined)} />}
      {foot({ label: t('next'), onNext: next })}
    </section>
  );
}

function withTable(tables: Record<string, string>, dataType: string, table: string | undefined): Record<string, string> {
  const { [dataType]: _, ...others } = tables;
  return table === undefined ? others : { ...tables, [dataType]: table };
}

/** What is active already, or what there is where there is little to choose from: what can be read by its changes before what must be read whole. */
function startWith(types: api.DataType[], configuration: api.Configuration | undefined): Record<string, string> {
  const active = configuration?.transfers.filter((x) => x.active) ?? [];
  if (active.length > 0) return Object.fromEntries(active.map((x) => [x.dataType, x.table]));
  if (types.length > fewTypes) return {};
  const cheap = types.filter((d) => d.changedOnly);
  return Object.fromEntries((cheap.length > 0 ? cheap : types).map((d) => [d.name, d.label]));
}

interface RowProps {
  type: api.DataType;
  transfer: api.Transfer | undefined;
  table: string | undefined;
  /** There is a table of this name already. */
  joins: boolean;
  isWorking: boolean;
  hasNoKey: boolean;
  onChange: (table: string | undefined) => void;
  onMapping: (transfer: api.Transfer) => void;
}

function TypeRow({ type, transfer, table, joins, isWorking, hasNoKey, onChange, onMapping }: RowProps) {
  const { t } = useTranslation('setup');
  const isMapped = transfer !== undefined && transfer.keys.length > 0;
  const isTicked = table !== undefined;
  return (
    <div className={css.type}>
      <Checkbox label={type.label} checked={isTicked} onChange={(e) => onChange(e.currentTarget.checked ? (isMapped ? transfer.table : type.label) : undefined)} />
      {isTicked && (
        <>
          <IconArrowRight {...smallIcon} className={css.arrow} />
          {isMapped ? <span className="cut">{transfer.table}</span> : <TextInput size="xs" aria-label={t('integration.tableOf', { dataType: type.label })} value={table} onChange={(e) => onChange(e.currentTarget.value)} />}
        </>
      )}
      <span className="right small faint nowrap">
        {isWorking && <StatusChip kind="working">{t('integration.working')}</StatusChip>}
        {!isWorking && hasNoKey && <StatusChip kind="needs">{t('integration.noKey')}</StatusChip>}
        {!isWorking && !hasNoKey && (isMapped ? t('integration.mapped', { count: transfer.mappedFields, fields: transfer.fields, key: transfer.keys.join(' + ') }) : isTicked ? (joins ? t('integration.joins') : t('integration.newTable')) : type.fields > 0 && t('integration.fields', { count: type.fields }))}
      </span>
      {transfer !== undefined && isTicked && (
        <button type="button" className="link small" aria-label={t('integration.mappingOf', { dataType: type.label })} onClick={() => onMapping(transfer)}>
          {t('integration.mapping')}
        </button>
      )}
    </div>
  );
}
