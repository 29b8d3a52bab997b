import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { Dialog } from '@/components/ui/dialog';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingRows } from '@/components/ui/loading-rows';
import { type Look, PreviewContent, PreviewLooks } from './preview';
import css from './preview.module.css';

interface Props {
  configuration: string;
  transfer: api.Transfer;
  preview: api.RecordsPreview | undefined;
  error: unknown;
  onRetry: () => void;
  onClose: () => void;
}

/** Some records, as the service returns them: a table, or each one as it came; and what the service was asked for them. */
export function PreviewDialog({ configuration, transfer, preview, error, onRetry, onClose }: Props) {
  const { t } = useTranslation('mapping');
  const [look, setLook] = useState<Look>('table');
  const failure = error ?? preview?.error;
  const hasFailed = failure !== undefined;
  const count = preview?.rows.length ?? 0;
  const sentence = count === 0 ? t('of', { dataType: transfer.label, configuration }) : t('preview.sentence', { dataType: transfer.label, configuration, count });
  const looks = <PreviewLooks preview={preview} look={look} onChange={setLook} />;
  return (
    <Dialog opened onClose={onClose} title={t('preview.title')} sentence={sentence} headAction={looks} width={1040} height={680} lined flush>
      {hasFailed && <div className={css.notice}><ErrorView error={failure} onAction={onRetry} /></div>}
      {preview === undefined && !hasFailed && <div className={css.notice}><LoadingRows rows={8} /></div>}
      {preview !== undefined && <PreviewContent preview={preview} look={look} label={transfer.label} />}
    </Dialog>
  );
}
