import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { ChangeList } from '@/components/rows/change-list';
import { Dialog } from '@/components/ui/dialog';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingRows } from '@/components/ui/loading-rows';
import { toastProblem } from '@/components/ui/toast';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import { useHeld } from '../api/use-held';
import { useIntegrationActions } from '../api/use-integration-actions';

interface Props {
  opened: boolean;
  onClose: () => void;
  integration: api.Integration;
  title: string;
}

/** The rows the mass-change guard holds back, and the two decisions there are. */
export function HeldDialog({ opened, onClose, integration, title }: Props) {
  const { t } = useTranslation('integrations');
  const locale = useLocale();
  const { decide, isPending } = useIntegrationActions(toastProblem);
  const held = useHeld(integration.id, opened);
  const count = integration.lastRun?.transfers.reduce((n, r) => n + r.heldRows, 0) ?? 0;
  const isCut = held.data !== undefined && held.data.length < count;
  const settle = (allow: boolean) => {
    decide(integration.id, allow);
    onClose();
  };
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={t('decision.dialog')}
      sentence={isCut ? `${title} ${t('decision.first', { number: formatNumber(held.data.length, locale) })}` : title}
      width={720}
      height={620}
      lined
      flush
      foot={
        <>
          <Button className="right" onClick={() => settle(false)} loading={isPending} data-autofocus>
            {t('decision.keep')}
          </Button>
          <Button variant="danger" onClick={() => settle(true)} loading={isPending} disabled={held.data === undefined}>
            {t('decision.allow')}
          </Button>
        </>
      }
    >
      {held.error !== null && <ErrorView error={held.error} onAction={() => void held.refetch()} />}
      {held.error === null && held.data === undefined && <LoadingRows rows={6} />}
      {held.data !== undefined && <ChangeList label={t('decision.dialog')} rows={held.data.map((r) => ({ id: r.id, name: r.key, table: r.table, words: r.deletion ? t('decision.delete') : t('decision.empty'), fields: r.fields }))} />}
    </Dialog>
  );
}
