import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { Notice } from '@/components/ui/notice';
import { toastProblem } from '@/components/ui/toast';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import { useIntegrationActions } from '../api/use-integration-actions';
import { HeldDialog } from './held-dialog';

/** The mass-change guard asks what to do with the rows it holds back, and shows them. */
export function DecisionNotice({ integration }: { integration: api.Integration }) {
  const { t } = useTranslation('integrations');
  const title = useTitle(integration);
  const { decide, isPending } = useIntegrationActions(toastProblem);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Notice
        kind="needs"
        title={title}
        actions={
          <>
            <Button size="xs" loading={isPending} onClick={() => decide(integration.id, false)}>
              {t('decision.keep')}
            </Button>
            <Button size="xs" variant="filled" onClick={() => setOpen(true)}>
              {t('decision.see')}
            </Button>
          </>
        }
      >
        {t('decision.means')}
      </Notice>
      <HeldDialog opened={isOpen} onClose={() => setOpen(false)} integration={integration} title={title} />
    </>
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
