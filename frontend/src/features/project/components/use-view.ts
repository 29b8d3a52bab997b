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

/** What of a table is looked at. It stands in the address, so that Back returns to it. */
export function useView(table: api.Table, columns: api.Field[]) {
  const { get, set } = useAddressParams();
  const now = useNow();
  const rawFilters = get('filters');
  const filters = useMemo(() => parseFilters(rawFilters), [rawFilters]);
  const search = get('search');
  const sort = get('sort');
  const isDescending = get('order') === 'descending';
  const since = sinceChoices.find((s) => s === get('since'));
  const part: Part = get('part') === 'deleted' ? 'deleted' : get('part') === 'fields' ? 'fields' : 'rows';
  const changedSince = momentOf(since, now);
  const names = columns.map((c) => c.name).join('\n');

  const writeFilters = (next: Filters) => set({ filters: Object.keys(next).length === 0 ? '' : JSON.stringify(next) });

  const query = useMemo(
    (): Query => ({ table: table.name, fields: names.split('\n'), filters: toQuery(filters, table.fields), search, sort, descending: isDescending, deleted: part === 'deleted', changedSince }),
    [table.name, table.fields, names, filters, search, sort, isDescending, part, changedSince],
  );

  return {
    query, filters, search, since, part,
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
    clear: () => set({ filters: '', search: '' }),
  };
}

export type View = ReturnType<typeof useView>;
