import { useQuery } from '@tanstack/react-query';
import { integrations } from '@/bridge/client';
import { keys } from '@/bridge/keys';

/** The rows the mass-change guard holds back; asked for anew each time they are looked at. */
export function useHeld(integration: string, enabled: boolean) {
  return useQuery({ queryKey: keys.held(integration), queryFn: () => integrations.Held(integration), enabled, gcTime: 0, staleTime: 0 });
}
