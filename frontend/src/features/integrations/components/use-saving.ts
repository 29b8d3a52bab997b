import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { toastDone } from '@/components/ui/toast';
import { useIntegrationActions, useSaveIntegration } from '../api/use-integration-actions';
import { useState } from 'react';
import type { useIntegrationForm } from './use-integration-form';

/** Saving and activating; what is typed is saved before it is activated. */
export function useSaving(integration: api.Integration, typing: ReturnType<typeof useIntegrationForm>) {
  const { t } = useTranslation('integrations');
  const save = useSaveIntegration();
  const [activateError, setActivateError] = useState<unknown>(null);
  const actions = useIntegrationActions((thrown) => setActivateError(thrown));
  const stored = async () => {
    const saved = await save.mutateAsync({ id: integration.id, ...typing.form });
    typing.forget();
    return saved;
  };
  return {
    error: save.error ?? activateError,
    isSaving: save.isPending,
    isActivating: actions.isPending,
    save: () => {
      // A refusal stays in save.error, where the page shows it.
      stored().then(() => toastDone(t('foot.savedToast')), () => undefined);
    },
    activate: () => {
      setActivateError(null);
      if (!typing.isChanged) {
        actions.activate(integration.id);
        return;
      }
      stored().then(() => actions.activate(integration.id), () => undefined);
    },
  };
}
