import { Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { useOrder, useSetOrder } from '@/bridge/use-order';
import { Dialog } from '@/components/ui/dialog';
import { ErrorView } from '@/components/ui/error-view';
import { FormDialog } from '@/components/ui/form-dialog';
import { LoadingRows } from '@/components/ui/loading-rows';
import { toastDone } from '@/components/ui/toast';
import { FeederList } from './feeder-list';
import css from './order.module.css';

interface Props {
  table: string;
  /** A field in doubt; without one the dialog is about the table. */
  field?: string;
  onClose: () => void;
}

/** Who decides where several integrations bring the same field. */
export function OrderDialog(props: Props) {
  const { t } = useTranslation('order');
  const { data, error, refetch } = useOrder(props.table);
  if (data !== undefined) return <Form {...props} order={data} />;
  return (
    <Dialog opened onClose={props.onClose} title={t('title')} width={520}>
      {error === null ? <LoadingRows rows={3} /> : <ErrorView error={error} onAction={() => void refetch()} />}
    </Dialog>
  );
}

function Form({ table, field = '', onClose, order }: Props & { order: api.TableOrder }) {
  const { t } = useTranslation('order');
  const { mutate, isPending, error } = useSetOrder(table);
  const ofField = order.fields.find((f) => f.field === field);
  const [isOfField, setOfField] = useState(ofField !== undefined);
  const [inTable, setInTable] = useState(order.feeders);
  const [inField, setInField] = useState(ofField?.feeders ?? []);
  const done = () => {
    toastDone(t('done', { table }));
    onClose();
  };
  const submit = () => mutate(isOfField ? { field, feeders: inField } : { field: '', feeders: inTable }, { onSuccess: done });
  return (
    <FormDialog title={t('title')} sentence={t('sentence')} width={520} verb={t('use')} isBusy={isPending} error={error} onSubmit={submit} onClose={onClose}>
      {ofField !== undefined && (
        <Radio.Group label={t('of')} value={isOfField ? 'field' : 'table'} onChange={(next) => setOfField(next === 'field')}>
          <div className={css.own}>
            <Radio value="field" label={t('ofField', { field })} />
            <Radio value="table" label={t('ofTable', { table })} />
          </div>
        </Radio.Group>
      )}
      {isOfField ? <FeederList label={t('list', { of: field })} feeders={inField} onChange={setInField} /> : <FeederList label={t('list', { of: table })} feeders={inTable} onChange={setInTable} />}
      {!isOfField && <Own order={order} onFollow={(one) => mutate({ field: one, feeders: [] })} isBusy={isPending} />}
    </FormDialog>
  );
}

/** The fields that do not follow the table. */
function Own({ order, onFollow, isBusy }: { order: api.TableOrder; onFollow: (field: string) => void; isBusy: boolean }) {
  const { t } = useTranslation('order');
  const own = order.fields.filter((f) => f.own);
  if (own.length === 0) return null;
  return (
    <div className={css.own}>
      <p className="small muted">{t('own')}</p>
      {own.map((f) => (
        <div key={f.field} className="small">
          <span className="cut">{t('first', { field: f.field, name: f.feeders[0]?.name ?? '' })}</span>
          <button type="button" className="link small right" disabled={isBusy} onClick={() => onFollow(f.field)}>
            {t('follow')}
          </button>
        </div>
      ))}
    </div>
  );
}
