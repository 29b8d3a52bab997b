import type { api } from '../types';
import { said } from './said';
import { seed } from './seed';

export interface World {
  authorizations: api.Authorization[];
  configurations: api.Configuration[];
  integrations: api.Integration[];
  tables: api.Table[];
  runs: api.Run[];
  recordErrors: api.RecordError[];
  needs: api.Need[];
  warnings: api.Warning[];
  mail: api.Mail;
  liveExport: api.LiveExport;
  days: api.DayCounts[];
  today: api.TableCounts[];
  settings: api.Settings;
  pausedUntil: string;
  /** Sign-ins with the browser, ended ones too. */
  signIns: Record<string, api.SignInProgress>;
  flows: Record<string, api.SignInFlow>;
  /** The page the window was opened for. */
  wantedPage: string;
  /** Whether this computer has a browser to open. */
  hasBrowser: boolean;
  mappings: Record<string, api.Assignment[]>;
  /** Numbers of the rows of a table that are marked deleted. */
  deletedRows: Record<string, number[]>;
  /** Saved views by table. */
  views: Record<string, api.TableView[]>;
  conflicts: api.Conflict[];
  /** Who decides in Contacts. */
  order: api.TableOrder;
}

// The fake's whole state. It is one mutable thing on purpose: it stands for the program behind the window.
export const world: World = seed('full');

/** Begins anew: `empty` is a program nobody has used yet. */
export function resetWorld(kind: 'full' | 'empty' = 'full'): void {
  Object.assign(world, seed(kind));
  failures.clear();
  calls.length = 0;
}

const failures = new Map<string, api.Error>();

/** Makes the next calls of one function fail: failNext('IntegrationsAPI.Activate', …). */
export function failNext(name: string, error: Partial<api.Error>): void {
  failures.set(name, { kind: 'set_up', code: 'fake', what: 'It did not work.', means: 'Nothing was changed.', do: 'Try again.', details: '', retryable: true, fields: [], ...error } as api.Error);
}

/** What was asked of the program, for tests: the functions and, where it matters, what with. */
export const calls: { name: string; asked: unknown }[] = [];

/** What a bound function does first: fail when told to. */
export function begin(name: string, asked?: unknown): void {
  calls.push({ name, asked });
  const error = failures.get(name);
  if (error === undefined) return;
  failures.delete(name);
  // Wails rejects with what the error formatter made, which is no Error.
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- the fake rejects exactly as Wails does
  throw error;
}

let counter = 0;
export function newID(prefix: string): string {
  counter += 1;
  return `${prefix}-${counter}`;
}

const gone = said(
  { what: 'This no longer exists.', means: 'It was removed in the meantime.', do: 'Go back and choose another.' },
  { what: 'Ceci n’existe plus.', means: 'Cela a été retiré entre-temps.', do: 'Revenez en arrière et choisissez autre chose.' },
);

export function found<T>(thing: T | undefined): T {
  // eslint-disable-next-line @typescript-eslint/only-throw-error -- the fake rejects exactly as Wails does
  if (thing === undefined) throw { kind: 'set_up', code: 'not_found', ...gone, details: '', retryable: false, fields: [] } as api.Error;
  return thing;
}

type Listener = (...data: unknown[]) => void;
const listeners = new Map<string, Set<Listener>>();

/** As in the runtime of Wails. */
export function EventsOn(name: string, listener: Listener): () => void {
  const all = listeners.get(name) ?? new Set();
  all.add(listener);
  listeners.set(name, all);
  return () => all.delete(listener);
}

export function emit<K extends keyof api.EventCatalog>(name: K, payload: api.EventCatalog[K]): void {
  listeners.get(name)?.forEach((listener) => listener(payload));
}
