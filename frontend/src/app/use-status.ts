import { useQuery } from '@tanstack/react-query';
import { app } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import type { api } from '@/bridge/types';

// The next run moves with the clock, so this one is asked again without an event.
const everyMs = 60_000;

export function useStatus(): api.Status | undefined {
  return useQuery({ queryKey: keys.status, queryFn: app.Status, refetchInterval: everyMs }).data;
}
