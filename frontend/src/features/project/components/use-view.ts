import { useMemo } from 'react';
import type { api } from '@/bridge/types';
import { useAddressParams } from '@/hooks/use-address-params';
import { useNow } from '@/hooks/use-now';
import type { Query } from '../api/use-rows';
import { type ColumnFilter, type Filters, isBlank, parseFilters, toQuery } from './filters';

export const sinceChoices = ['hour', 'today', 'yesterday', 'week', 'month'] as const;
export type Since = (typeof sinceChoices)[number];
export type Part = 'rows' | 'deleted' | 'fields';

const tenMinutes = 600_000;
const hour = 6 * tenMinutes;

/** The moment a choice means, in steps, so that it does not change with every look at the clock. */
function momentOf(since: Since | undefined, now: Date): string {
  const day = (before: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() - before).toISOString();
  switch (since) {
    case undefined:
      return '';
    case 'hour':
      return new Date(Math.floor((now.getTime() - hour) / tenMinutes) * tenMinutes).toISOString();
    case 'today':
      return day(0);
    case 'yesterday':
      return day(1);
    case 'week':
      return day(7);
    case 'month':
      return day(30);
  }
}

/** Parts of the address that make a view; `view` is the name of the saved one it came from, `own` tells that the default does not count. */
const parts = ['filters', 'search', 'sort', 'order', 'since', 'columns', 'view', 'own'] as const;

/** A saved view as it stands in the address; without one, the table as it is. */
function addressOf(saved: api.TableView | undefined): Record<string, string> {
  const filters = Object.entries(saved?.filters ?? {}).map(([name, text]) => `${JSON.stringify(name)}:${text}`);
  return {
    filters: filters.length === 0 ? '' : `{${filters.join(',')}}`,
    search: saved?.search ?? '',
    sort: saved?.sort ?? '',
    order: saved?.descending === true ? 'descending' : '',
    since: saved?.since ?? '',
    columns: saved === undefined || saved.fields.length === 0 ? '' : JSON.stringify(saved.fields),
    view: saved?.name ?? '',
    own: '1',
  };
}

/** Names of fields from the address; none stands for all. */
function parseColumns(text: string): string[] {
  try {
    const parsed: unknown = text === '' ? [] : JSON.parse(text);
    return Array.isArray(parsed) ? parsed.filter((name): name is string => typeof name === 'string') : [];
  } catch {
    return [];
  }
}

/** The address of a page, where a default view stands in for what it does not say. */
function useViewAddress(saved: api.TableView[]) {
  const { get, has, set } = useAddressParams();
  const first = parts.some(has) ? undefined : saved.find((v) => v.isDefault);
  const implied = first === undefined ? undefined : addressOf(first);
  return {
    get: (key: string) => implied?.[key] ?? get(key),
    set: (changes: Record<string, string>) => set({ ...implied, ...changes }),
    show: (one: api.TableView | undefined) => set({ ...addressOf(one), row: '' }, true),
  };
}

/** What of a table is looked at. It stands in the address, so that Back returns to it. */
export function useView(table: api.Table, allColumns: api.Field[], saved: api.TableView[]) {
  const { get, set, show } = useViewAddress(saved);
  const now = useNow();
  const rawFilters = get('filters');
  const filters = useMemo(() => parseFilters(rawFilters), [rawFilters]);
  const search = get('search');
  const sort = get('sort');
  const isDescending = get('order') === 'descending';
  const since = sinceChoices.find((s) => s === get('since'));
  const part: Part = get('part') === 'deleted' ? 'deleted' : get('part') === 'fields' ? 'fields' : 'rows';
  const changedSince = momentOf(since, now);
  const rawColumns = get('columns');
  const chosen = parseColumns(rawColumns);
  const some = allColumns.filter((c) => chosen.includes(c.name));
  const columns = some.length === 0 ? allColumns : some;
  const names = columns.map((c) => c.name).join('\n');

  const writeFilters = (next: Filters) => set({ filters: Object.keys(next).length === 0 ? '' : JSON.stringify(next) });

  const query = useMemo(
    (): Query => ({ table: table.name, fields: names.split('\n'), filters: toQuery(filters, table.fields), search, sort, descending: isDescending, deleted: part === 'deleted', changedSince }),
    [table.name, table.fields, names, filters, search, sort, isDescending, part, changedSince],
  );

  return {
    query, filters, search, since, part, columns, allColumns, saved, show,
    /** The saved view that was chosen, whatever was changed since. */
    chosen: saved.find((v) => v.name === get('view')),
    /** What is looked at, to be saved under a name. */
    toSave: (name: string, isDefault: boolean): api.TableView => ({
      name, isDefault, search, sort, descending: isDescending, since: since ?? '',
      fields: columns.length === allColumns.length ? [] : columns.map((c) => c.name),
      filters: Object.fromEntries(Object.entries(filters).filter(([, filter]) => !isBlank(filter)).map(([name_, filter]) => [name_, JSON.stringify(filter)])),
    }),
    noteSaved: (name: string) => set({ view: name, own: '1' }),
    toggleColumn: (name: string) => {
      const next = allColumns.filter((c) => columns.includes(c) !== (c.name === name)).map((c) => c.name);
      if (next.length > 0) set({ columns: next.length === allColumns.length ? '' : JSON.stringify(next), own: '1' });
    },
    sort: sort === '' ? undefined : { key: sort, isDescending },
    row: get('row'),
    isNarrowed: search !== '' || query.filters.length > 0,
    setRow: (id: string) => set({ row: id }),
    setPart: (next: Part) => set({ part: next === 'rows' ? '' : next, row: '' }),
    setSearch: (text: string) => set({ search: text }),
    setSince: (next: Since | undefined) => set({ since: next ?? '' }),
    /** Ascending, descending, as stored. */
    sortBy: (key: string) => set(sort !== key ? { sort: key, order: '' } : isDescending ? { sort: '', order: '' } : { order: 'descending' }),
    filter: (field: string, filter: ColumnFilter | undefined) => {
      const others = Object.fromEntries(Object.entries(filters).filter(([name]) => name !== field));
      writeFilters(filter === undefined || isBlank(filter) ? others : { ...others, [field]: filter });
    },
    clear: () => set({ filters: '', search: '', own: '1' }),
  };
}

export type View = ReturnType<typeof useView>;
