import { IconPencil, IconPlayerPause, IconPlayerPlay, IconPlayerStop, IconPower, IconRefresh, IconRestore, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { isPaused } from '@/components/integration/status';
import type { GearItem } from '@/components/ui/gear-menu';
import { toastProblem } from '@/components/ui/toast';
import { useNow } from '@/hooks/use-now';
import { useIntegrationActions } from '../api/use-integration-actions';

const pauseMinutes = 60;

/** The gear of an integration: everything that can be done with it; what is refused says why. */
export function useIntegrationMenu(onRemove: (integration: api.Integration) => void, onRename?: () => void): (integration: api.Integration) => GearItem[] {
  const { t } = useTranslation('integrations');
  const actions = useIntegrationActions(toastProblem);
  const now = useNow();
  return (integration) => {
    const { id, running, state, refusal } = integration;
    const isActive = state === 'active';
    const notActive = isActive ? undefined : state === 'needs_decision' ? t('menu.decideFirst') : t('menu.notActive');
    const isRunning = running ? t('menu.isRunning') : undefined;
    const sync: GearItem = running
      ? { key: 'cancel', label: t('menu.cancel'), icon: IconPlayerStop, onSelect: () => actions.cancel(id) }
      : { key: 'sync', label: t('menu.syncNow'), icon: IconRefresh, onSelect: () => actions.syncNow(id), refused: notActive };
    return [
      sync,
      { key: 'again', label: t('menu.readAgain'), icon: IconRestore, onSelect: () => actions.readAgain(id), refused: notActive ?? isRunning },
      isPaused(integration, now)
        ? { key: 'resume', label: t('menu.resume'), icon: IconPlayerPlay, onSelect: () => actions.resume(id) }
        : { key: 'pause', label: t('menu.pause'), icon: IconPlayerPause, onSelect: () => actions.pause(id, pauseMinutes), refused: notActive },
      isActive
        ? { key: 'deactivate', label: t('menu.deactivate'), icon: IconPower, onSelect: () => actions.deactivate(id) }
        : { key: 'activate', label: t('menu.activate'), icon: IconPower, onSelect: () => actions.activate(id), refused: state === 'needs_decision' ? t('menu.decideFirst') : refusal === '' ? undefined : refusal },
      ...(onRename === undefined ? [] : [{ key: 'rename', label: t('menu.rename'), icon: IconPencil, onSelect: onRename }]),
      { key: 'remove', label: t('menu.remove'), icon: IconTrash, onSelect: () => onRemove(integration), danger: true, afterLine: true, refused: isRunning },
    ];
  };
}
