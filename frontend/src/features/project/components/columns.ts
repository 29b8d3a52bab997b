import type { api } from '@/bridge/types';

/** The fields as they stand in the grid: the primary key first. */
export function columnsOf(table: api.Table): api.Field[] {
  const keys = table.keys.flatMap((key) => table.fields.filter((f) => f.name === key));
  return [...keys, ...table.fields.filter((f) => !keys.includes(f))];
}
