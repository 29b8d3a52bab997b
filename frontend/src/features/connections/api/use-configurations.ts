import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { configurations } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import type { api } from '@/bridge/types';

export function useConfigurations() {
  return useQuery({ queryKey: keys.configurations, queryFn: configurations.List });
}

export function useConfiguration(id: string) {
  return useQuery({ queryKey: keys.configuration(id), queryFn: () => configurations.Get(id) });
}

/** What the service offers; asked for only while the choice is open. */
export function useDataTypes(id: string, isOpen: boolean) {
  return useQuery({ queryKey: keys.dataTypes(id), queryFn: () => configurations.DataTypes(id), enabled: isOpen });
}

function useRenewing<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient();
  const renew = () => Promise.all([keys.configurations, keys.allDataTypes, keys.allAuthorizations, keys.integrations].map((queryKey) => queries.invalidateQueries({ queryKey })));
  return useMutation({ mutationFn, onSettled: renew });
}

/** Saves a source configuration; a new one has no id yet. */
export function useSaveConfiguration() {
  return useRenewing((input: api.ConfigurationInput) => configurations.Save(input));
}

export function useRemoveConfiguration() {
  return useRenewing((id: string) => configurations.Delete(id));
}
