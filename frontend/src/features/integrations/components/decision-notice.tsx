import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { StatusChip } from '@/components/ui/status-chip';
import { toastProblem } from '@/components/ui/toast';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import { useIntegrationActions } from '../api/use-integration-actions';
import { HeldDialog } from './held-dialog';
import css from './integration-view.module.css';

/** The mass-change guard asks what to do with the rows it holds back, and shows them. */
export function DecisionNotice({ integration }: { integration: api.Integration }) {
  const { t } = useTranslation('integrations');
  const title = useTitle(integration);
  const { decide, isPending } = useIntegrationActions(toastProblem);
  const [isOpen, setOpen] = useState(false);
  return (
    <div className={`panel ${css.decision ?? ''}`} role="status">
      <StatusChip kind="needs" size={16} />
      <div className="grow">
        <h2 className="row-title">{title}</h2>
        <p className="small muted">{t('decision.means')}</p>
      </div>
      <Button size="xs" variant="filled" onClick={() => setOpen(true)}>
        {t('decision.see')}
      </Button>
      <Button size="xs" loading={isPending} onClick={() => decide(integration.id, false)}>
        {t('decision.keep')}
      </Button>
      <HeldDialog opened={isOpen} onClose={() => setOpen(false)} integration={integration} title={title} />
    </div>
  );
}

function useTitle(integration: api.Integration): string {
  const { t } = useTranslation('integrations');
  const locale = useLocale();
  const held = integration.lastRun?.transfers.filter((r) => r.heldRows > 0) ?? [];
  const count = held.reduce((n, r) => n + r.heldRows, 0);
  const blanked = held.reduce((n, r) => n + r.blanked, 0);
  const values = { count, number: formatNumber(count, locale), table: held.map((r) => r.table).join(', ') };
  if (blanked === 0) return t('decision.title', values);
  return blanked === count ? t('decision.emptied', values) : t('decision.both', values);
}
