import { useSyncExternalStore } from 'react';

const step = 5000;

// One clock for the whole window: hundreds of times on a page must not mean hundreds of timers.
let now = new Date();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick(): void {
  now = new Date();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, step);
  if (Date.now() - now.getTime() > step) tick();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The present time, renewed often enough for "4 minutes ago" to stay true. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => now);
}
