import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { Requests } from '@/components/mapping/requests';
import { Dialog } from '@/components/ui/dialog';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingRows } from '@/components/ui/loading-rows';
import { useLocale } from '@/hooks/use-locale';
import { formatBytes, formatNumber } from '@/lib/format';
import { useRequests } from '../api/use-activity';

/** What the service was asked in a run, and how it answered. */
export function RequestsDialog({ run, onClose }: { run: api.Run; onClose: () => void }) {
  const { t } = useTranslation('activity');
  const locale = useLocale();
  const { data, error, refetch } = useRequests(run.id);
  const sentence =
    data === undefined || data.count === 0
      ? undefined
      : [
          t('requests.count', { count: data.count, number: formatNumber(data.count, locale) }),
          ...(data.failed > 0 ? [t('requests.failed', { count: data.failed, number: formatNumber(data.failed, locale) })] : []),
          formatBytes(data.bytes, locale),
        ].join(' · ');
  return (
    <Dialog opened onClose={onClose} title={t('requests.title')} sentence={sentence} width={968} height={620} lined flush>
      {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
      {data === undefined && error === null && <LoadingRows rows={8} />}
      {data !== undefined && (data.count === 0 ? <EmptyState sentence={t('requests.none')} /> : <Requests requests={data.list} skipped={{ after: data.skippedAfter, count: data.skipped }} label={t('requests.title')} />)}
    </Dialog>
  );
}
