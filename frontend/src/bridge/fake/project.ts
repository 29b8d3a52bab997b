import type * as real from '../backend';
import { api } from '../types';
import { rowAt, rowsThatFit } from './rows';
import { ago } from './seed';
import { begin, emit, found, world } from './world';

/* eslint-disable @typescript-eslint/require-await -- bound functions always return promises */

const table = (name: string): api.Table => found(world.tables.find((t) => t.name === name));

function changeTable(name: string, change: (t: api.Table) => api.Table): api.Table {
  const next = change(table(name));
  world.tables = world.tables.map((t) => (t.name === name ? next : t));
  emit('project:changed', { id: next.name, name: next.name });
  return next;
}

const longExport = 5000;
const longExportMs = 5000;
let endExport: (whole: boolean) => void = () => undefined;

/** A long export takes a while, told halfway, and can be cancelled; whether it came to its end. */
function written(): Promise<boolean> {
  setTimeout(() => emit('export:progressed', { rows: 4000 }), 0);
  return new Promise((resolve) => {
    endExport = resolve;
    setTimeout(() => resolve(true), longExportMs);
  });
}

const hugeTable = 500_000;
let search = { words: '', share: 0, isStopped: false };

/** A search through a huge table is some way further each time it is looked at. */
function searchedSoFar({ search: words, table: of }: api.RowsQuery, rows: number): api.Searched {
  if (words === '' || rows < hugeTable) return { state: api.SearchState.whole, share: 1 };
  if (search.words !== of + words) search = { words: of + words, share: 0, isStopped: false };
  if (!search.isStopped) search = { ...search, share: Math.min(1, search.share + 0.11) };
  const state = search.share === 1 ? api.SearchState.whole : search.isStopped ? api.SearchState.stopped : api.SearchState.running;
  return { state, share: search.share };
}

const none = null as unknown as string;

function detailOf(t: api.Table, row: api.Row): api.RowDetail {
  // Read once: fields that were written together are told together, in the order of the table.
  const updated = ago(4);
  const created = ago(20_000);
  const origin = (f: api.Field, i: number): api.FieldOrigin => {
    const base = { field: f.name, type: f.type, value: row.values[i] ?? none, sourceField: '', integration: '', configuration: '', at: '', replaced: none, hasReplaced: false, others: [] };
    const shop = { ...base, integration: 'Clients et commandes', configuration: 'Boutique en ligne' };
    if (f.name === 'City') return { ...shop, sourceField: 'billing.city', at: updated, replaced: 'Québec', hasReplaced: true };
    if (f.name === 'Phone') return { ...shop, sourceField: 'billing.phone', at: updated, hasReplaced: true, others: [{ integration: 'Infolettre', value: '418 555-0100' }] };
    return f.name === 'Notes' || f.name === 'Postal code' ? base : { ...shop, sourceField: f.name.toLowerCase().replaceAll(' ', '_'), at: created };
  };
  return {
    table: t.name, row, fields: t.fields.map(origin),
    history: [
      ...(row.deleted ? [{ at: ago(2), kind: 'deleted', integration: 'Clients et commandes', run: 'r-1', changes: [] }] : []),
      { at: ago(4), kind: 'updated', integration: 'Clients et commandes', run: 'r-1', changes: [{ field: 'City', before: 'Québec', after: row.values[4] ?? '' }, { field: 'Phone', before: '', after: row.values[3] ?? '' }] },
      { at: ago(20_000), kind: 'created', integration: 'Clients et commandes', run: 'r-0', changes: [] },
    ],
    links: [{ integration: 'Clients et commandes', dataType: 'customers', identity: String(5500 + Number(row.id)) }],
  };
}

/** The order as it is after a choice; no feeders follow the table again. */
function withOrder(order: api.TableOrder, of: string, feeders: api.Feeder[]): api.TableOrder {
  if (of === '') return { feeders, fields: order.fields.map((f) => (f.own ? f : { ...f, feeders })) };
  return { ...order, fields: order.fields.map((f) => (f.field === of ? { field: of, own: feeders.length > 0, feeders: feeders.length > 0 ? feeders : order.feeders } : f)) };
}

export const projectAPI: typeof real.ProjectAPI = {
  async Tables() {
    begin('ProjectAPI.Tables');
    return world.tables;
  },
  async Rows(query) {
    begin('ProjectAPI.Rows', query);
    const t = table(query.table);
    const deleted = world.deletedRows[t.name] ?? [];
    const fit = rowsThatFit(t, query, deleted);
    const total = fit?.length ?? t.rows;
    const numbers = fit?.slice(query.offset, query.offset + query.limit) ?? Array.from({ length: Math.max(0, Math.min(query.limit, total - query.offset)) }, (_, i) => (query.descending ? total - 1 - query.offset - i : query.offset + i));
    const searched = searchedSoFar(query, t.rows);
    const marked = (r: api.Row): api.Row => (query.changedSince === '' ? { ...r, changed: [], new: false } : r);
    const places = t.fields.flatMap((f, at) => (query.fields.includes(f.name) ? [at] : []));
    const only = <T>(all: T[]) => places.flatMap((at) => all.slice(at, at + 1));
    const rowOf = (n: number) => marked(rowAt(t, n));
    return { fields: only(t.fields), rows: numbers.map(rowOf).map((r) => ({ ...r, values: only(r.values), deleted: query.deleted })), total, searched };
  },
  async Row(name, id) {
    begin('ProjectAPI.Row');
    const t = table(name);
    const n = Number(id) - 1;
    return detailOf(t, { ...rowAt(t, n), deleted: (world.deletedRows[name] ?? []).includes(n) });
  },
  async Order(name) {
    begin('ProjectAPI.Order');
    table(name);
    return world.order;
  },
  async SetOrder(name, field, feeders) {
    begin('ProjectAPI.SetOrder', { name, field, feeders });
    world.order = withOrder(world.order, field, feeders);
    emit('project:changed', { id: name, name });
  },
  async CreateTable(name, fields) {
    begin('ProjectAPI.CreateTable');
    const made: api.Table = { name, fields, rows: 0, fedBy: [], keys: [] };
    world.tables = [...world.tables, made];
    emit('project:changed', { id: name, name });
    return made;
  },
  async AddField(name, field) {
    begin('ProjectAPI.AddField');
    return changeTable(name, (t) => ({ ...t, fields: [...t.fields, field] }));
  },
  async RenameField(name, from, to) {
    begin('ProjectAPI.RenameField');
    return changeTable(name, (t) => ({ ...t, fields: t.fields.map((f) => (f.name === from ? { ...f, name: to } : f)) }));
  },
  async RenameTable(name, to) {
    begin('ProjectAPI.RenameTable');
    return changeTable(name, (t) => ({ ...t, name: to }));
  },
  async RestoreRow(name, id) {
    begin('ProjectAPI.RestoreRow');
    const n = Number(id) - 1;
    world.deletedRows[name] = (world.deletedRows[name] ?? []).filter((d) => d !== n);
    changeTable(name, (t) => ({ ...t, rows: t.rows + 1 }));
    return projectAPI.Row(name, id);
  },
  async Export(request) {
    begin('ProjectAPI.Export', request);
    const t = table(request.query.table);
    if (t.rows > longExport && !(await written())) return { path: '', rows: 0 };
    return { path: `/home/josee/${t.name}.${request.format}`, rows: rowsThatFit(t, request.query, world.deletedRows[t.name] ?? [])?.length ?? t.rows };
  },
  async Views(name) {
    begin('ProjectAPI.Views');
    return world.views[name] ?? [];
  },
  async SaveView(name, was, view) {
    begin('ProjectAPI.SaveView', view);
    const others = (world.views[name] ?? []).filter((v) => v.name !== was).map((v) => ({ ...v, isDefault: v.isDefault && !view.isDefault }));
    world.views[name] = [...others, view].sort((a, b) => a.name.localeCompare(b.name));
  },
  async RemoveView(name, view) {
    begin('ProjectAPI.RemoveView');
    world.views[name] = (world.views[name] ?? []).filter((v) => v.name !== view);
  },
  async StopSearch() {
    begin('ProjectAPI.StopSearch');
    search = { ...search, isStopped: true };
  },
  async ContinueSearch() {
    begin('ProjectAPI.ContinueSearch');
    search = { ...search, isStopped: false };
  },
  async CancelExport() {
    begin('ProjectAPI.CancelExport');
    endExport(false);
  },
};
