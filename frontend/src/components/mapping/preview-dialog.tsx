import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { CopyButton } from '@/components/ui/copy-button';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingRows } from '@/components/ui/loading-rows';
import { SegmentedTabs } from '@/components/ui/segmented-tabs';
import css from './preview.module.css';
import { Requests } from './requests';

interface Props {
  configuration: string;
  transfer: api.Transfer;
  preview: api.RecordsPreview | undefined;
  error: unknown;
  onRetry: () => void;
  onClose: () => void;
}

type Look = 'table' | 'raw' | 'requests';

/** Some records, as the service returns them: a table, or each one as it came; and what the service was asked for them. */
export function PreviewDialog({ configuration, transfer, preview, error, onRetry, onClose }: Props) {
  const { t } = useTranslation('mapping');
  const [look, setLook] = useState<Look>('table');
  const failure = error ?? preview?.error;
  const hasFailed = failure !== undefined;
  const options: { value: Look; label: string }[] = [{ value: 'table', label: t('preview.table') }, { value: 'raw', label: t('preview.raw') }];
  if (preview !== undefined && preview.requests.length > 0) options.push({ value: 'requests', label: t('preview.requests') });
  const looks = <SegmentedTabs<Look> label={t('preview.look')} value={look} onChange={setLook} options={options} />;
  return (
    <Dialog opened onClose={onClose} title={t('preview.title')} sentence={t('preview.sentence', { dataType: transfer.label, configuration, count: preview?.rows.length ?? 0 })} headAction={looks} width={1040} height={680} lined flush>
      {hasFailed && <div className={css.notice}><ErrorView error={failure} onAction={onRetry} /></div>}
      {preview === undefined && !hasFailed && <div className={css.notice}><LoadingRows rows={8} /></div>}
      {preview !== undefined && (look === 'requests' ? <Requests requests={preview.requests} label={t('preview.requests')} /> : <Content preview={preview} look={look} label={transfer.label} />)}
    </Dialog>
  );
}

function Content({ preview, look, label }: { preview: api.RecordsPreview; look: Look; label: string }) {
  const { t } = useTranslation('mapping');
  if (preview.rows.length === 0) return preview.error === undefined ? <EmptyState sentence={t('preview.none')} /> : null;
  return look === 'table' ? <Records preview={preview} label={label} /> : <Raw preview={preview} />;
}

function Records({ preview, label }: { preview: api.RecordsPreview; label: string }) {
  const { t } = useTranslation('mapping');
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
    <div className={css.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={css.records}>
        <thead>
          <tr>
            {preview.columns.map((c) => (
              <th key={c}>{c}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, i) => (
            <tr key={i}>
              {row.map((value, j) => (
                <td key={preview.columns[j]} title={value}>
                  {value === '' ? <span className="empty-value">{t('empty')}</span> : value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Raw({ preview }: { preview: api.RecordsPreview }) {
  const { t } = useTranslation('mapping');
  return (
    <ol className={css.raw}>
      {preview.raw.map((text, i) => (
        <li key={i}>
          <div className="row">
            <span className="label">{t('preview.record', { number: i + 1 })}</span>
            <span className="right">
              <CopyButton text={text} />
            </span>
          </div>
          <pre>{text}</pre>
        </li>
      ))}
    </ol>
  );
}
