import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { Dialog } from '@/components/ui/dialog';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingRows } from '@/components/ui/loading-rows';
import { useDataTypes } from '../api/use-configurations';
import { useAddTransfer } from '../api/use-transfers';

/** Adds a data type the service offers. */
export function AddTransferDialog({ configuration, onClose }: { configuration: api.Configuration; onClose: () => void }) {
  const { t } = useTranslation('connections');
  const { data, error, refetch, isFetching } = useDataTypes(configuration.id, true);
  const add = useAddTransfer(configuration.id);
  const [chosen, setChosen] = useState<string | null>(null);
  const added = new Set(configuration.transfers.map((x) => x.dataType));
  const isAdded = (d: api.DataType) => d.added || added.has(d.name);
  const isAll = data !== undefined && data.length > 0 && data.every(isAdded);
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('add.title')}
      sentence={t('add.sentence', { source: configuration.source.name })}
      foot={
        <>
          <Button className="right" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button variant="filled" disabled={chosen === null} loading={add.isPending} onClick={() => chosen !== null && add.mutate(chosen, { onSuccess: onClose })}>
            {t('transfers.add')}
          </Button>
        </>
      }
    >
      <div className="stack">
        {add.error !== null && <ErrorView error={add.error} />}
        {error !== null && !isFetching && <ErrorView error={error} onAction={() => void refetch()} />}
        {data === undefined && (error === null || isFetching) && <LoadingRows rows={1} />}
        {data !== undefined && (
          <Select
            label={t('add.label')}
            placeholder={t('add.choose')}
            searchable
            nothingFoundMessage={t('add.none')}
            data={data.map((d) => ({ value: d.name, label: isAdded(d) ? t('add.added', { name: d.label }) : d.label, disabled: isAdded(d) }))}
            value={chosen}
            onChange={setChosen}
            description={isAll ? t('add.all') : undefined}
          />
        )}
      </div>
    </Dialog>
  );
}
