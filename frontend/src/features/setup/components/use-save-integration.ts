import { useSetupCalls } from '../api/use-setup-data';
import type { SetupState } from './use-setup';

/** Saves the integration as it is typed so far. */
export function useSaveIntegration({ setup }: SetupState) {
  const calls = useSetupCalls();
  return () =>
    calls.saveIntegration({
      id: setup.integration, name: setup.integrationName.trim(), configuration: setup.configuration, updates: setup.updates, everySeconds: setup.everySeconds, cron: setup.cron ?? '', emailAlerts: setup.emails, hardDeletions: false,
    });
}
