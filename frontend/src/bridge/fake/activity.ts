import type { api } from '../types';
import { begin, emit, world } from './world';

/* eslint-disable @typescript-eslint/require-await -- bound functions always return promises */

export async function Runs(query: api.RunsQuery): Promise<api.RunsPage> {
  begin('ActivityAPI.Runs');
  const fit = world.runs.filter((r) => (query.integration === '' || r.integration === query.integration) && (query.result === '' || r.result === query.result));
  return { runs: fit.slice(query.offset, query.offset + query.limit), total: fit.length };
}

const asked = (page: number, status = 200): api.Request => ({ method: 'GET', address: `https://boutique.rivemont.example/wp-json/wc/v3/customers?page=${page}&per_page=100`, status, millis: 180 + page, bytes: 48_200, failure: '' });

/** What the shop was asked; of the other runs it is not known any more. */
export async function Requests(run: string): Promise<api.Requests> {
  begin('ActivityAPI.Requests');
  if (world.runs.find((r) => r.id === run)?.integration !== 'i-shop') return { list: [], count: 0, failed: 0, bytes: 0, skipped: 0, skippedAfter: 0 };
  return { list: [asked(1), asked(2, 429), asked(2), asked(1203), asked(1204), asked(1205, 503), asked(1205)], count: 1207, failed: 2, bytes: 58_100_000, skipped: 1200, skippedAfter: 3 };
}

export async function RecordErrors(query: api.RecordErrorsQuery): Promise<api.RecordErrorsPage> {
  begin('ActivityAPI.RecordErrors');
  const open = world.recordErrors.filter((e) => e.ignored === query.ignored && (query.integration === '' || e.integration === query.integration) && (query.dataType === '' || e.dataType === query.dataType));
  const fit = open.filter((e) => query.code === '' || e.code === query.code);
  const codes = [...new Set(open.map((e) => e.code))].map((code) => ({ code, count: open.filter((e) => e.code === code).length }));
  return { errors: fit.slice(query.offset, query.offset + query.limit), total: fit.length, codes };
}

export async function Conflicts(query: api.ConflictsQuery): Promise<api.ConflictsPage> {
  begin('ActivityAPI.Conflicts');
  const fit = world.conflicts.filter((c) => (query.table === '' || c.table === query.table) && (query.field === '' || c.field === query.field));
  const keys = [...new Set(world.conflicts.map((c) => `${c.table}\n${c.field}`))];
  const fields = keys.map((key) => {
    const [table = '', field = ''] = key.split('\n');
    return { table, field, count: world.conflicts.filter((c) => c.table === table && c.field === field).length };
  });
  return { conflicts: fit.slice(query.offset, query.offset + query.limit), total: fit.length, fields };
}

export async function Ignore(ids: string[], ignored: boolean): Promise<void> {
  begin('ActivityAPI.Ignore');
  world.recordErrors = world.recordErrors.map((e) => (ids.includes(e.id) ? { ...e, ignored } : e));
  emit('integration:changed', { id: 'i-shop', name: '' });
}

export async function Replay(ids: string[]): Promise<api.ReplayReport> {
  begin('ActivityAPI.Replay');
  const fixed = ids.slice(0, 1);
  world.recordErrors = world.recordErrors.filter((e) => !fixed.includes(e.id));
  return { replayed: ids.length, fixed: fixed.length, still: ids.length - fixed.length };
}

export async function ReplayChanged(id: string, record: string): Promise<api.ReplayReport> {
  begin('ActivityAPI.ReplayChanged');
  const isGood = !record.includes('31/02/2026');
  if (isGood) world.recordErrors = world.recordErrors.filter((e) => e.id !== id);
  return { replayed: 1, fixed: isGood ? 1 : 0, still: isGood ? 0 : 1 };
}

export async function ReplayAll(integration: string): Promise<api.ReplayReport> {
  return Replay(world.recordErrors.filter((e) => !e.ignored && (integration === '' || e.integration === integration)).map((e) => e.id));
}

const undoOf = (run: string): api.UndoReport => ({
  run,
  tables: [{ table: 'Contacts', setBack: 2, removed: 1, returned: 0, hidden: 0, kept: 1 }],
  changes: [
    { table: 'Contacts', id: '18', key: 'zoe.caron@courriel.example', kind: 'created', reason: '', fields: [] },
    { table: 'Contacts', id: '1', key: 'alexis.cote@courriel.example', kind: 'updated', reason: '', fields: [{ field: 'City', before: 'Gatineau', after: 'Hull' }] },
    { table: 'Contacts', id: '5', key: 'lea.tremblay@courriel.example', kind: 'updated', reason: '', fields: [{ field: 'Phone', before: '418 555-0142', after: '' }] },
  ],
  kept: [{ table: 'Contacts', id: '10', key: 'pascale.l@courriel.example', kind: 'updated', reason: 'changed_later', fields: [{ field: 'City', before: 'Québec', after: 'Lévis' }] }],
});

export async function UndoPreview(run: string): Promise<api.UndoReport> {
  begin('ActivityAPI.UndoPreview');
  return undoOf(run);
}

export async function Undo(run: string, pause: boolean): Promise<api.UndoReport> {
  begin('ActivityAPI.Undo');
  const undone = world.runs.find((r) => r.id === run);
  world.runs = world.runs.map((r) => (r.id === run ? { ...r, undo: 'done' } : r));
  if (pause) world.integrations = world.integrations.map((i) => (i.id === undone?.integration ? { ...i, pausedUntil: '9999-01-01T00:00:00Z' } : i));
  return undoOf(run);
}
