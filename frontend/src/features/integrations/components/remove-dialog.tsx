import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { ConfirmTwoStep } from '@/components/ui/confirm-two-step';
import { toastDone } from '@/components/ui/toast';
import { useRemoveIntegration } from '../api/use-integration-actions';

interface Props {
  integration: api.Integration | undefined;
  onClose: () => void;
  onRemoved?: () => void;
}

/** Removing an integration keeps the rows; it says so, and wants a second click. */
export function RemoveDialog({ integration, onClose, onRemoved }: Props) {
  const { t } = useTranslation('integrations');
  const { mutateAsync } = useRemoveIntegration();
  const remove = async () => {
    if (integration === undefined) return;
    await mutateAsync(integration.id);
    toastDone(t('remove.done', { name: integration.name }));
    onRemoved?.();
  };
  return (
    <ConfirmTwoStep
      opened={integration !== undefined}
      onClose={onClose}
      title={t('remove.title', { name: integration?.name ?? '' })}
      lost={
        <>
          <p>{t('remove.lost')}</p>
          <p>{t('remove.kept')}</p>
        </>
      }
      verb={t('menu.remove')}
      onConfirm={remove}
    />
  );
}
