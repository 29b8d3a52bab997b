import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { project } from './client';
import { keys } from './keys';
import type { api } from './types';

/** Who feeds a table, in the order in which they decide. */
export function useOrder(table: string) {
  return useQuery({ queryKey: keys.order(table), queryFn: () => project.Order(table) });
}

/** Chooses who decides: in a whole table ("" for the field) or in one field of it. */
export function useSetOrder(table: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ field, feeders }: { field: string; feeders: api.Feeder[] }) => project.SetOrder(table, field, feeders),
    onSettled: () => Promise.all([keys.project, keys.activity].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  });
}
