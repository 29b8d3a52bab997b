import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { ConfirmTwoStep } from '@/components/ui/confirm-two-step';
import { StatusChip } from '@/components/ui/status-chip';
import { toastProblem } from '@/components/ui/toast';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import { useIntegrationActions } from '../api/use-integration-actions';
import css from './integration-view.module.css';

/** The mass-change guard asks what to do with the rows it holds back. */
export function DecisionNotice({ integration }: { integration: api.Integration }) {
  const { t } = useTranslation('integrations');
  const locale = useLocale();
  const { decide, isPending } = useIntegrationActions(toastProblem);
  const [isAsking, setAsking] = useState(false);
  const held = integration.lastRun?.transfers.filter((r) => r.heldRows > 0) ?? [];
  const count = held.reduce((n, r) => n + r.heldRows, 0);
  const values = { count, number: formatNumber(count, locale), table: held.map((r) => r.table).join(', ') };
  return (
    <div className={`panel ${css.decision ?? ''}`} role="status">
      <StatusChip kind="needs" size={16} />
      <div className="grow">
        <h3>{t('decision.title', values)}</h3>
        <p className="small muted">{t('decision.means')}</p>
      </div>
      <Button size="xs" variant="danger" onClick={() => setAsking(true)}>
        {t('decision.delete')}
      </Button>
      <Button size="xs" loading={isPending} onClick={() => decide(integration.id, false)}>
        {t('decision.keep')}
      </Button>
      <ConfirmTwoStep opened={isAsking} onClose={() => setAsking(false)} title={t('decision.ask', values)} lost={t('decision.lost', values)} verb={t('decision.delete')} onConfirm={() => decide(integration.id, true)} />
    </div>
  );
}
