import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { StatusChip } from '@/components/ui/status-chip';
import { useLocale } from '@/hooks/use-locale';
import { formatBytes, formatDuration, formatNumber } from '@/lib/format';
import css from './preview.module.css';

const firstFailure = 400; // of HTTP's statuses
const columns = 5;
const second = 1000; // milliseconds

/** What a refusal means, where it means something to a person. */
function wordsOf(status: number): string | undefined {
  if (status >= 500) return 'fault';
  return { 401: 'key', 403: 'allowed', 404: 'missing', 429: 'often' }[status];
}

interface Props {
  requests: api.Request[];
  /** So many requests, after the first ones, are no longer known. */
  skipped?: { after: number; count: number };
  label: string;
}

/** What a service was asked, one line a request; keys and other secrets are hidden already. */
export function Requests({ requests, skipped, label }: Props) {
  const { t } = useTranslation('mapping');
  const locale = useLocale();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard
    <div className={css.scroll} tabIndex={0} role="region" aria-label={label}>
      <table className={css.requests}>
        <thead>
          <tr>
            <th>{t('request.answer')}</th>
            <th>{t('request.method')}</th>
            <th>{t('request.address')}</th>
            <th className="num">{t('request.took')}</th>
            <th className="num">{t('request.size')}</th>
          </tr>
        </thead>
        <tbody>
          {requests.map((r, i) => (
            <Fragment key={i}>
              {skipped !== undefined && skipped.count > 0 && i === skipped.after && (
                <tr>
                  <td colSpan={columns} className="small muted">
                    {t('request.skipped', { count: skipped.count, number: formatNumber(skipped.count, locale) })}
                  </td>
                </tr>
              )}
              <tr>
                <td className="figures">
                  <StatusChip kind={r.status === 0 || r.status >= firstFailure ? 'stopped' : 'fine'}>{r.status === 0 ? t('request.none') : String(r.status)}</StatusChip>
                </td>
                <td>{r.method}</td>
                <td className={css.address}>
                  <code>{r.address}</code>
                  {wordsOf(r.status) !== undefined && <p className="small muted">{t(`request.says.${wordsOf(r.status) ?? ''}`)}</p>}
                  {r.failure !== '' && <p className="small muted">{r.failure}</p>}
                </td>
                <td className="num">{r.millis < second ? t('request.millis', { number: formatNumber(r.millis, locale) }) : formatDuration(r.millis, locale)}</td>
                <td className="num">{formatBytes(r.bytes, locale)}</td>
              </tr>
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}
