import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { project } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import type { api } from '@/bridge/types';

/** The saved views of a table. */
export function useViews(table: string) {
  return useQuery({ queryKey: keys.views(table), queryFn: () => project.Views(table) });
}

function useChanging<In>(table: string, mutationFn: (input: In) => Promise<void>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: keys.views(table) }) });
}

/** Saves a view; `was` is the one it replaces, "" for a new one. */
export function useSaveView(table: string) {
  return useChanging(table, ({ was, view }: { was: string; view: api.TableView }) => project.SaveView(table, was, view));
}

export function useRemoveView(table: string) {
  return useChanging(table, (name: string) => project.RemoveView(table, name));
}
