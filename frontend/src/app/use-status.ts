import { useQuery } from '@tanstack/react-query';
import { app } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import type { api } from '@/bridge/types';

// The next run moves with the clock, so this one is asked again without an event.
const everyMs = 60_000;

/** The state of the whole program; `isUnknown` when it could not be asked last. */
export function useStatus(): { status: api.Status | undefined; isUnknown: boolean } {
  const { data, isError } = useQuery({ queryKey: keys.status, queryFn: app.Status, refetchInterval: everyMs });
  return { status: isError ? undefined : data, isUnknown: isError };
}
