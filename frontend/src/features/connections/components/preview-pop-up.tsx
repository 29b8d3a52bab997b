import type { api } from '@/bridge/types';
import { PreviewDialog } from '@/components/mapping/preview-dialog';
import { usePreview } from '../api/use-transfers';

interface Props {
  configuration: string;
  transfer: api.Transfer;
  onClose: () => void;
}

/** *Preview records* of one data transfer. */
export function PreviewPopUp({ configuration, transfer, onClose }: Props) {
  const { data, error, isFetching, refetch } = usePreview(transfer.id);
  return <PreviewDialog configuration={configuration} transfer={transfer} preview={data} error={isFetching ? null : error} onRetry={() => void refetch()} onClose={onClose} />;
}
