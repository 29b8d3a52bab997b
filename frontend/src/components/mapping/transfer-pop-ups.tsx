import { useState } from 'react';
import type { api } from '@/bridge/types';
import { useMappingOf, usePreviewOf } from '@/bridge/use-mapping';
import { MappingDialog } from './mapping-dialog';
import { PreviewDialog } from './preview-dialog';

interface Props {
  /** The name of the source configuration. */
  configuration: string;
  transfer: api.Transfer;
  onClose: () => void;
}

/** *Preview records* of one data transfer. */
export function PreviewPopUp(props: Props) {
  return <PreviewDialog {...props} {...usePreviewOf(props.transfer.id)} />;
}

/** *Mapping* of one data transfer, with its records a click away. */
export function MappingPopUp(props: Props) {
  const { calls, ...asked } = useMappingOf(props.transfer.id);
  const [isPreviewing, setPreviewing] = useState(false);
  return (
    <>
      <MappingDialog {...props} {...asked} calls={{ ...calls, preview: () => setPreviewing(true) }} isCovered={isPreviewing} />
      {isPreviewing && <PreviewPopUp {...props} onClose={() => setPreviewing(false)} />}
    </>
  );
}
