import { useState } from 'react';
import type { api } from '@/bridge/types';
import { MappingDialog } from '@/components/mapping/mapping-dialog';
import { PreviewDialog } from '@/components/mapping/preview-dialog';
import { useMappingCalls, useMappingView, usePreview } from '../api/use-setup-data';

interface Props {
  configuration: string;
  transfer: api.Transfer;
  onClose: () => void;
}

/** *Mapping*, opened from the guided set-up. */
export function MappingPopUp({ configuration, transfer, onClose }: Props) {
  const { data, error, isFetching, refetch } = useMappingView(transfer.id);
  const calls = useMappingCalls(transfer.id);
  const [isPreviewing, setPreviewing] = useState(false);
  return (
    <>
      <MappingDialog configuration={configuration} transfer={transfer} view={data} error={isFetching ? null : error} onRetry={() => void refetch()} calls={{ ...calls, preview: () => setPreviewing(true) }} isCovered={isPreviewing} onClose={onClose} />
      {isPreviewing && <Preview configuration={configuration} transfer={transfer} onClose={() => setPreviewing(false)} />}
    </>
  );
}

function Preview({ configuration, transfer, onClose }: Props) {
  const { data, error, isFetching, refetch } = usePreview(transfer.id);
  return <PreviewDialog configuration={configuration} transfer={transfer} preview={data} error={isFetching ? null : error} onRetry={() => void refetch()} onClose={onClose} />;
}
