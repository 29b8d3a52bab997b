import { useQuery } from '@tanstack/react-query';
import { configurations, integrations, settings } from '@/bridge/client';
import { keys } from '@/bridge/keys';

export function useIntegrations() {
  return useQuery({ queryKey: keys.integrations, queryFn: integrations.List });
}

export function useIntegration(id: string) {
  return useQuery({ queryKey: keys.integration(id), queryFn: () => integrations.Get(id) });
}

/** The source configurations an integration can use. */
export function useConfigurations() {
  return useQuery({ queryKey: keys.configurations, queryFn: configurations.List });
}

/** Addresses that can be chosen for an email alert. */
export function useAddressBook(): string[] {
  return useQuery({ queryKey: keys.settings, queryFn: settings.Get }).data?.addressBook ?? [];
}
