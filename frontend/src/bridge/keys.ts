import type { api } from './types';

// One factory for all query keys, so that events.ts can invalidate what features asked for.
export const keys = {
  overview: ['overview'],
  status: ['status'],
  sources: ['sources'],
  sourceSpec: (source: string) => ['sources', 'spec', source],
  /** A file that is not loaded, read anew each time. */
  manifestForm: (path: string) => ['manifest-form', path],
  /** "" for all sources. */
  authorizations: (source: string) => ['authorizations', source],
  allAuthorizations: ['authorizations'],
  /** The sign-in under way at a source, null when there is none. */
  signIn: (source: string) => ['sign-in', source],
  signInProgress: (flow: string) => ['sign-in-progress', flow],
  allSignInProgress: ['sign-in-progress'],
  configurations: ['configurations'],
  configuration: (id: string) => ['configurations', id],
  // These three are answered by the service itself, so that an event about configurations must not ask for them again.
  dataTypes: (configuration: string) => ['data-types', configuration],
  allDataTypes: ['data-types'],
  mapping: (transfer: string) => ['mapping', transfer],
  preview: (transfer: string) => ['preview', transfer],
  integrations: ['integrations'],
  integration: (id: string) => ['integrations', id],
  dryRun: (integration: string) => ['dry-run', integration],
  held: (integration: string) => ['integrations', integration, 'held'],
  tables: ['project', 'tables'],
  rows: (query: api.RowsQuery) => ['project', 'rows', query],
  allRows: ['project', 'rows'],
  row: (table: string, id: string) => ['project', 'row', table, id],
  order: (table: string) => ['project', 'order', table],
  views: (table: string) => ['project', 'views', table],
  project: ['project'],
  requests: (run: string) => ['activity', 'requests', run],
  undo: (run: string) => ['activity', 'undo', run],
  runs: (query: api.RunsQuery) => ['activity', 'runs', query],
  conflicts: (query: api.ConflictsQuery) => ['activity', 'conflicts', query],
  recordErrors: (query: api.RecordErrorsQuery) => ['activity', 'record-errors', query],
  activity: ['activity'],
  settings: ['settings'],
  about: ['settings', 'about'],
  /** The bundle that is looked at; never kept, it is made anew each time. */
  support: ['support'],
  supportText: (name: string) => ['support', name],
  /** The folder that tables are written to after every run. */
  liveExport: ['live-export'],
  /** The mail server and the outbox. */
  mail: ['mail'],
} as const;
