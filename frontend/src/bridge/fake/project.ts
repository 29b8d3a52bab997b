import type * as real from '../backend';
import type { api } from '../types';
import { ago } from './seed';
import { begin, emit, found, world } from './world';

/* eslint-disable @typescript-eslint/require-await -- bound functions always return promises */

const people = [
  ['alexis.cote@courriel.example', 'Alexis', 'Côté', '819 555-0164', 'Gatineau'], ['c.pelletier@poste.example', 'Camille', 'Pelletier', '418 555-0127', 'Rimouski'],
  ['dominic.roy@courriel.example', 'Dominic', 'Roy', '', 'Drummondville'], ['info@aubergedulac.example', 'Ginette', 'Bouchard', '418 555-0119', 'Saint-Félicien'],
  ['lea.tremblay@courriel.example', 'Léa', 'Tremblay', '418 555-0142', 'Lévis'], ['m.gagnon@poste.example', 'Mathieu', 'Gagnon', '514 555-0187', 'Montréal'],
  ['nadia.b@courriel.example', 'Nadia', 'Benali', '514 555-0151', 'Laval'], ['zoe.caron@courriel.example', 'Zoé', 'Caron', '450 555-0136', 'Saint-Hyacinthe'],
];

const table = (name: string): api.Table => found(world.tables.find((t) => t.name === name), 'table');

function changeTable(name: string, change: (t: api.Table) => api.Table): api.Table {
  const next = change(table(name));
  world.tables = world.tables.map((t) => (t.name === name ? next : t));
  emit('project:changed', { id: next.name, name: next.name });
  return next;
}

/** The n-th row of a table: the same every time it is asked for. */
function rowAt(t: api.Table, n: number): api.Row {
  const person = people[n % people.length] ?? [];
  const values = t.fields.map((f, i) => {
    const value = t.name === 'Contacts' && i < 5 ? (person[i] ?? '') : f.type === 'date' ? '2024-03-11' : f.type === 'decimal' ? `${n + 1}.50` : `${f.name} ${n + 1}`;
    const text = t.name === 'Contacts' && i === 0 && n >= people.length ? `${n}.${value}` : value;
    return text;
  });
  return { id: String(n + 1), values, changedAt: ago(n * 7), deleted: false, changed: n % 4 === 0 ? [t.fields[4]?.name ?? ''] : [], new: n === 6 };
}

export const projectAPI: typeof real.ProjectAPI = {
  async Tables() {
    begin('ProjectAPI.Tables');
    return world.tables;
  },
  async Rows(query) {
    begin('ProjectAPI.Rows');
    const t = table(query.table);
    const search = query.search.toLowerCase();
    const all = Array.from({ length: Math.min(t.rows, 2000) }, (_, n) => n);
    const fit = search === '' ? all : all.filter((n) => rowAt(t, n).values.some((v) => v.toLowerCase().includes(search)));
    const at = query.deleted ? [] : fit;
    return { fields: t.fields, rows: at.slice(query.offset, query.offset + query.limit).map((n) => rowAt(t, n)), total: search === '' && !query.deleted ? t.rows : at.length };
  },
  async Row(name, id) {
    begin('ProjectAPI.Row');
    const t = table(name);
    const row = rowAt(t, Number(id) - 1);
    return {
      table: name, row,
      fields: t.fields.map((f, i) => ({ field: f.name, type: f.type, value: row.values[i] ?? '', sourceField: i === 4 ? 'billing.city' : i < 4 ? f.name.toLowerCase() : '', integration: 'Clients et commandes', configuration: 'Boutique en ligne', at: ago(4), replaced: 'Québec', hasReplaced: i === 4 })),
      history: [{ at: ago(4), kind: 'updated', integration: 'Clients et commandes', run: 'r-1', changes: [{ field: 'City', before: 'Québec', after: 'Lévis' }] }, { at: ago(20_000), kind: 'created', integration: 'Clients et commandes', run: 'r-0', changes: [] }],
      links: [{ integration: 'Clients et commandes', dataType: 'customers', identity: '5512' }],
    };
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
    return projectAPI.Row(name, id);
  },
  async Export(request) {
    begin('ProjectAPI.Export');
    return { path: `/home/josee/${request.query.table}.${request.format}`, rows: table(request.query.table).rows };
  },
};
