import { Button, TextInput } from '@mantine/core';
import { IconArrowRight, IconEye, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { Dialog } from '@/components/ui/dialog';
import { ErrorView } from '@/components/ui/error-view';
import { icon, smallIcon } from '@/components/ui/icon-size';
import { LoadingRows } from '@/components/ui/loading-rows';
import { SegmentedTabs } from '@/components/ui/segmented-tabs';
import { StatusChip } from '@/components/ui/status-chip';
import { toastDone } from '@/components/ui/toast';
import { ChangePolicy } from './change-policy';
import { KeyBox } from './key-box';
import css from './mapping.module.css';
import { MappingList } from './mapping-list';
import type { MappingForm, RowState } from './model';
import { TableChoice } from './table-choice';
import { type MappingCalls, useMappingForm } from './use-mapping-form';

interface Props {
  /** Whose data type it is: the name of the source configuration. */
  configuration: string;
  transfer: api.Transfer;
  view: api.MappingView | undefined;
  error: unknown;
  onRetry: () => void;
  calls: MappingCalls;
  /** Another dialog lies over this one. */
  isCovered?: boolean;
  onClose: () => void;
}

const width = 1104;
const height = 736;

/** The Mapping pop-up, from loading on. */
export function MappingDialog(props: Props) {
  const { t } = useTranslation('mapping');
  const { view, error, onRetry, onClose, transfer, configuration } = props;
  if (view !== undefined) return <Loaded {...props} view={view} />;
  return (
    <Dialog opened onClose={onClose} title={t('title')} sentence={t('of', { dataType: transfer.label, configuration })} width={width} height={height}>
      {error === null || error === undefined ? <LoadingRows rows={8} /> : <ErrorView error={error} onAction={onRetry} />}
    </Dialog>
  );
}

function Loaded({ configuration, view, calls, isCovered = false, onRetry, onClose }: Props & { view: api.MappingView }) {
  const { t } = useTranslation('mapping');
  const state = useMappingForm(view, calls);
  const [isSaving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();
  const [policy, setPolicy] = useState(view.transfer.whenFieldsChange);
  const { form } = state;
  const taken = new Set(form.assignments.map((a) => a.to));
  const save = async () => {
    setSaving(true);
    setError(undefined);
    try {
      await calls.save({ transfer: view.transfer.id, table: form.table, assignments: form.assignments, sharedKeyLastWins: view.sharedKeyLastWins, whenFieldsChange: policy });
      state.forget();
      toastDone(t('saved', { dataType: view.transfer.label }));
      onClose();
    } catch (thrown) {
      setError(thrown);
    } finally {
      setSaving(false);
    }
  };
  const cancel = () => {
    if (state.isChanged) {
      const was: MappingForm = form;
      toastDone(t('discarded'), () => localStorage.setItem(`draft:mapping:${view.transfer.id}`, JSON.stringify(was)));
    }
    state.forget();
    onClose();
  };
  const changeTable = (table: string, isNew: boolean) => {
    const was = form;
    state.changeTable(table, isNew);
    if (was.assignments.length > 0) toastDone(t('table.changed', { table }), () => state.restore(was));
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      closeOnEscape={!isCovered}
      title={t('title')}
      sentence={
        <span className={css.sentence}>
          {t('of', { dataType: view.transfer.label, configuration })}
          <span className={css.into}>
            <IconArrowRight {...smallIcon} />
            <span className={css.tableWord}>{t('table.word')}</span>
            <TableChoice table={form.table} isNew={form.isNew} tables={view.tables.map((x) => x.name)} proposed={view.proposed ? view.table : view.transfer.label} onChange={changeTable} />
          </span>
        </span>
      }
      headAction={
        <>
          <ChangePolicy policy={policy} onChange={setPolicy} />
          <Button variant="subtle" size="xs" leftSection={<IconEye {...icon} />} onClick={calls.preview}>
            {t('preview.title')}
          </Button>
        </>
      }
      width={width}
      height={height}
      flush
      foot={
        <>
          <Foot view={view} form={form} missing={state.missing} isChanged={state.isChanged || policy !== view.transfer.whenFieldsChange} />
          <Button onClick={cancel}>{t('cancel')}</Button>
          <Button variant="filled" onClick={() => void save()} loading={isSaving} disabled={form.assignments.length === 0}>
            {t('save')}
          </Button>
        </>
      }
    >
      {error !== undefined && (
        <div className={css.notice}>
          <ErrorView error={error} />
        </div>
      )}
      {view.sampleError && <SampleProblem error={view.sampleError} onRetry={onRetry} />}
      <KeyBox view={view} state={state} taken={taken} calls={calls} />
      <Fields view={view} state={state} taken={taken} />
    </Dialog>
  );
}

/** Without samples the fields are there all the same. */
function SampleProblem({ error, onRetry }: { error: api.Error; onRetry: () => void }) {
  const { t } = useTranslation('mapping');
  return (
    <div className={css.notice}>
      <ErrorView error={{ ...error, means: t('noSamples') }} onAction={onRetry} />
    </div>
  );
}

type Filter = 'all' | RowState;

function Fields({ view, state, taken }: { view: api.MappingView; state: ReturnType<typeof useMappingForm>; taken: ReadonlySet<string> }) {
  const { t } = useTranslation('mapping');
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<Filter>('all');
  const wanted = search.trim().toLocaleLowerCase();
  const { rows, form } = state;
  const shown = rows.filter((r) => (filter === 'all' || r.state === filter) && `${r.field.path} ${r.target?.to ?? ''} ${view.labels[r.field.path] ?? ''}`.toLocaleLowerCase().includes(wanted));
  const count = (s: RowState) => rows.filter((r) => r.state === s).length;
  const suggested = count('suggested');
  return (
    <>
      <div className={css.bar}>
        <TextInput className={css.search} data-autofocus leftSection={<IconSearch {...icon} />} aria-label={t('search.label')} placeholder={t('search.in')} value={search} onChange={(e) => setSearch(e.currentTarget.value)} />
        <SegmentedTabs<Filter>
          label={t('filter.label')}
          value={filter}
          onChange={setFilter}
          options={[
            { value: 'all', label: t('filter.all'), count: view.fields.length },
            { value: 'added', label: t('filter.added'), count: form.assignments.length },
            { value: 'suggested', label: t('filter.suggested'), count: suggested },
            { value: 'none', label: t('filter.none'), count: count('none') },
          ]}
        />
        {suggested > 0 && (
          <Button className="right" onClick={state.addSuggestions}>
            {t('addSuggestions', { count: suggested })}
          </Button>
        )}
      </div>
      <MappingList rows={shown} table={form.table} source={view.source.name} taken={taken} labels={view.labels} state={state} />
    </>
  );
}

function Foot({ view, form, missing, isChanged }: { view: api.MappingView; form: MappingForm; missing: string[]; isChanged: boolean }) {
  const { t } = useTranslation('mapping');
  const mapped = t('foot.mapped', { count: form.assignments.length, fields: view.fields.length });
  const hasKey = form.assignments.some((a) => a.primaryKey);
  return (
    <div className={`small muted grow ${css.footWords ?? ''}`}>
      <span>
        {mapped} {missing.length === 0 && hasKey && t('foot.complete', { table: form.table })}
      </span>
      {missing.length > 0 && <StatusChip kind="needs">{t('foot.missing', { count: missing.length, fields: missing.join(', ') })}</StatusChip>}
      {missing.length === 0 && !hasKey && <StatusChip kind="needs">{t('foot.noKey')}</StatusChip>}
      {isChanged && <span className="faint">{t('foot.unsaved')}</span>}
    </div>
  );
}
