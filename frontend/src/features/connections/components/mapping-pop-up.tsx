import { useState } from 'react';
import type { api } from '@/bridge/types';
import { MappingDialog } from '@/components/mapping/mapping-dialog';
import { useMappingCalls, useMappingView } from '../api/use-transfers';
import { PreviewPopUp } from './preview-pop-up';

interface Props {
  configuration: string;
  transfer: api.Transfer;
  onClose: () => void;
}

/** *Mapping* of one data transfer. */
export function MappingPopUp({ configuration, transfer, onClose }: Props) {
  const { data, error, isFetching, refetch } = useMappingView(transfer.id);
  const calls = useMappingCalls(transfer.id);
  const [isPreviewing, setPreviewing] = useState(false);
  return (
    <>
      <MappingDialog configuration={configuration} transfer={transfer} view={data} error={isFetching ? null : error} onRetry={() => void refetch()} calls={{ ...calls, preview: () => setPreviewing(true) }} isCovered={isPreviewing} onClose={onClose} />
      {isPreviewing && <PreviewPopUp configuration={configuration} transfer={transfer} onClose={() => setPreviewing(false)} />}
    </>
  );
}
