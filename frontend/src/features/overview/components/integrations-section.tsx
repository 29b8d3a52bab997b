import { IconExternalLink, IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { api } from '@/bridge/types';
import { IntegrationList } from '@/components/integration/integration-list';
import { isPaused } from '@/components/integration/status';
import type { GearItem } from '@/components/ui/gear-menu';
import { SectionHead } from '@/components/ui/section-head';
import { useNow } from '@/hooks/use-now';
import { useQuickActions } from '../api/use-overview';
import css from './overview-page.module.css';

const pauseMinutes = 60;

export function IntegrationsSection({ integrations }: { integrations: api.Integration[] }) {
  const { t } = useTranslation('overview');
  const menuOf = useRowMenu();
  return (
    <section className={css.integrations} aria-labelledby="overview-integrations">
      <SectionHead id="overview-integrations" title={t('integrations.title')} sentence={t('integrations.sentence')} />
      <IntegrationList integrations={integrations} menuOf={menuOf} />
    </section>
  );
}

function useRowMenu(): (integration: api.Integration) => GearItem[] {
  const { t } = useTranslation('overview');
  const navigate = useNavigate();
  const actions = useQuickActions();
  const now = useNow();
  return (integration) => {
    const { id, running } = integration;
    const isActive = integration.state === 'active';
    const open: GearItem = { key: 'open', label: t('menu.open'), icon: IconExternalLink, onSelect: () => void navigate(`/integrations/${id}`) };
    const run: GearItem = running
      ? { key: 'cancel', label: t('menu.cancel'), icon: IconPlayerStop, onSelect: () => actions.cancel(id) }
      : { key: 'run', label: t('menu.runNow'), icon: IconRefresh, onSelect: () => actions.syncNow(id), refused: isActive ? undefined : t('menu.notActive') };
    const pause: GearItem = isPaused(integration, now)
      ? { key: 'resume', label: t('menu.resume'), icon: IconPlayerPlay, onSelect: () => actions.resume(id) }
      : { key: 'pause', label: t('menu.pause'), icon: IconPlayerPause, onSelect: () => actions.pause(id, pauseMinutes), refused: isActive ? undefined : t('menu.notActive') };
    return [open, run, pause];
  };
}
