import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { CopyButton } from '@/components/ui/copy-button';
import { EmptyState } from '@/components/ui/empty-state';
import { SegmentedTabs } from '@/components/ui/segmented-tabs';
import css from './preview.module.css';
import { Requests } from './requests';

export type Look = 'table' | 'raw' | 'requests';

/** How to show records: a table, each one as it came, or what the service was asked for them. */
export function PreviewLooks({ preview, look, onChange }: { preview: api.RecordsPreview | undefined; look: Look; onChange: (look: Look) => void }) {
  const { t } = useTranslation('mapping');
  const options: { value: Look; label: string }[] = [{ value: 'table', label: t('preview.table') }, { value: 'raw', label: t('preview.raw') }];
  if (preview !== undefined && preview.requests.length > 0) options.push({ value: 'requests', label: t('preview.requests') });
  return <SegmentedTabs<Look> label={t('preview.look')} value={look} onChange={onChange} options={options} />;
}

/** Records as the service returns them, in one of their looks. */
export function PreviewContent({ preview, look, label }: { preview: api.RecordsPreview; look: Look; label: string }) {
  const { t } = useTranslation('mapping');
  if (look === 'requests') return <Requests requests={preview.requests} label={t('preview.requests')} />;
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
