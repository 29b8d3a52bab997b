import { useCallback, useMemo } from 'react';
import type { api, domain } from '@/bridge/types';
import { useDraft } from '@/hooks/use-draft';

export type IntegrationForm = Omit<api.IntegrationInput, 'id'>;

function formOf(integration: api.Integration): IntegrationForm {
  return {
    name: integration.name,
    configuration: integration.configuration.id,
    updates: Object.fromEntries(integration.updates.map((u) => [u.dataType, u.updates])),
    everySeconds: integration.everySeconds,
    cron: integration.cron,
    emailAlerts: integration.emailAlerts,
    hardDeletions: integration.hardDeletions,
  };
}

/** What is typed on the page of an integration: kept when one leaves, until it is saved. */
export function useIntegrationForm(integration: api.Integration) {
  const stored = useMemo(() => formOf(integration), [integration]);
  const draft = useDraft<IntegrationForm | undefined>(`integration:${integration.id}`, undefined);
  const form = draft.isDraft && draft.value !== undefined ? draft.value : stored;
  const isChanged = JSON.stringify(form) !== JSON.stringify(stored);
  const { set } = draft;
  const change = useCallback((more: Partial<IntegrationForm>) => set((was) => ({ ...(was ?? stored), ...more })), [set, stored]);
  const tick = (dataType: string, update: domain.UpdateType, checked: boolean) => {
    const was = form.updates[dataType] ?? [];
    change({ updates: { ...form.updates, [dataType]: checked ? [...was, update] : was.filter((u) => u !== update) } });
  };
  return { form, isChanged, change, tick, forget: draft.forget };
}
