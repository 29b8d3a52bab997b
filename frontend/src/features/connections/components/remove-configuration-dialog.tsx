import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { ConfirmTwoStep } from '@/components/ui/confirm-two-step';
import { toastDone } from '@/components/ui/toast';
import { useRemoveConfiguration } from '../api/use-configurations';

interface Props {
  configuration: api.Configuration | undefined;
  onClose: () => void;
  onRemoved?: () => void;
}

/** Removing a source configuration loses its mappings; rows and authorization stay. */
export function RemoveConfigurationDialog({ configuration, onClose, onRemoved }: Props) {
  const { t } = useTranslation('connections');
  const { mutateAsync } = useRemoveConfiguration();
  return (
    <ConfirmTwoStep
      opened={configuration !== undefined}
      onClose={onClose}
      title={t('remove.title', { name: configuration?.name ?? '' })}
      lost={
        <>
          <p>{t('remove.lost', { count: configuration?.transfers.length ?? 0 })}</p>
          <p>{t('remove.kept')}</p>
        </>
      }
      verb={t('menu.remove')}
      onConfirm={async () => {
        if (configuration === undefined) return;
        await mutateAsync(configuration.id);
        toastDone(t('remove.done', { name: configuration.name }));
        onRemoved?.();
      }}
    />
  );
}
