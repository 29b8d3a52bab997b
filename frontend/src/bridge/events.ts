import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { EventsOn } from '@/bridge/backend';
import { keys } from './keys';
import type { api } from './types';

type Name = keyof api.EventCatalog;

/** Which queries an event makes stale. */
const stale: Record<Exclude<Name, 'run:progressed' | 'export:progressed' | 'window:closing' | 'page:wanted'>, QueryKey[]> = {
  'run:started': [keys.overview, keys.status, keys.integrations, keys.activity],
  'run:finished': [keys.overview, keys.status, keys.integrations, keys.activity, keys.project, keys.configurations],
  'integration:changed': [keys.overview, keys.status, keys.integrations],
  'configuration:changed': [keys.overview, keys.status, keys.integrations, keys.configurations, keys.allAuthorizations],
  'authorization:changed': [keys.overview, keys.status, keys.allAuthorizations, keys.configurations],
  // What a sign-in made comes as authorization:changed.
  'sign_in:progressed': [keys.allSignInProgress],
  'project:changed': [keys.project, keys.overview, keys.status, keys.activity, keys.liveExport],
  // What Go says comes in the language of the settings, so every answer may read differently now.
  'settings:changed': [[]],
  'live_export:changed': [keys.liveExport, keys.overview, keys.status],
  'outbox:changed': [keys.mail, keys.overview, keys.status],
};

function on<K extends Name>(name: K, handle: (payload: api.EventCatalog[K]) => void): () => void {
  return EventsOn(name, handle as (...data: unknown[]) => void);
}

/** Calls back when the person closes the window for the first time. Returns how to stop. */
export function onWindowClosing(handle: () => void): () => void {
  return on('window:closing', handle);
}

/** Calls back when a page is wanted: a click on a notification, another start of the program. Returns how to stop. */
export function onPageWanted(handle: (page: string) => void): () => void {
  return on('page:wanted', ({ id }) => handle(id));
}

/** Calls back with the number of rows an export has written so far. Returns how to stop. */
export function onExportProgressed(handle: (rows: number) => void): () => void {
  return on('export:progressed', ({ rows }) => handle(rows));
}

/** How many finished runs are remembered; more are never on their way at once. */
const maxRemembered = 100;

/** The one place where events of Go meet the queries of the window. Returns how to stop. */
export function followEvents(client: QueryClient): () => void {
  const finished = new Set<string>();
  const stops = (Object.keys(stale) as (keyof typeof stale)[]).map((name) =>
    on(name, () => {
      for (const key of stale[name]) void client.invalidateQueries({ queryKey: key });
    }),
  );
  stops.push(
    on('run:finished', ({ id }) => {
      finished.add(id);
      if (finished.size > maxRemembered) finished.delete([...finished][0] ?? '');
    }),
    // Events may overtake each other on their way: progress of a finished run would show it as running for ever.
    on('run:progressed', (progress) => finished.has(progress.run) || patchProgress(client, progress)),
  );
  return () => {
    for (const stop of stops) stop();
  };
}

/** Progress comes several times a second: it is patched in, never asked for again. */
function patchProgress(client: QueryClient, progress: api.Progress): void {
  const patched = (one: api.Integration): api.Integration => {
    if (one.id !== progress.integration) return one;
    // What was read before a wait is still told while the run waits.
    const known = one.running?.run === progress.run ? one.running.waitsUntil : '';
    return { ...one, running: { ...progress, waitsUntil: known > progress.waitsUntil ? known : progress.waitsUntil } };
  };
  patch<api.Integration[]>(client, keys.integrations, (all) => all.map(patched));
  patch<api.Integration>(client, keys.integration(progress.integration), patched);
  patch<api.Overview>(client, keys.overview, (was) => ({ ...was, integrations: was.integrations.map(patched) }));
}

/**
 * Changes what is shown and nothing else. Not setQueryData: it takes what it sets for an answer of Go, so that a stale query
 * would count as fresh, and a page that opens would show what stood there long ago.
 */
function patch<T>(client: QueryClient, queryKey: QueryKey, change: (was: T) => T): void {
  const query = client.getQueryCache().find<T>({ queryKey, exact: true });
  if (query?.state.data !== undefined) query.setState({ data: change(query.state.data) });
}
