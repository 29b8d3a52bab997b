import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { configurations, integrations, project, settings, sources } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import type { api } from '@/bridge/types';
import { type Problem, problemOf } from '@/lib/problem';

export { pickPath } from '@/bridge/pick-path';
export { useSourceSpec } from '@/bridge/use-sign-in';

export function useSources() {
  return useQuery({ queryKey: keys.sources, queryFn: sources.List });
}

export function useConfiguration(id: string) {
  return useQuery({ queryKey: keys.configuration(id), queryFn: () => configurations.Get(id), enabled: id !== '' });
}

export function useDataTypes(id: string) {
  return useQuery({ queryKey: keys.dataTypes(id), queryFn: () => configurations.DataTypes(id), enabled: id !== '' });
}

/** Names of the tables there are. */
export function useTableNames(): string[] {
  return useQuery({ queryKey: keys.tables, queryFn: project.Tables }).data?.map((t) => t.name) ?? [];
}

export function useIntegration(id: string) {
  return useQuery({ queryKey: keys.integration(id), queryFn: () => integrations.Get(id), enabled: id !== '' });
}

/** Why the set-up cannot go on: what was saved in its first steps was removed meanwhile. */
export function useGone({ configuration, integration }: { configuration: string; integration: string }): Problem | undefined {
  const errors = [useConfiguration(configuration).error, useIntegration(integration).error];
  return errors.filter((e) => e !== null).map(problemOf).find((p) => p.code === 'not_found');
}

export function useAddressBook(): string[] {
  return useQuery({ queryKey: keys.settings, queryFn: settings.Get }).data?.addressBook ?? [];
}

function useRenew() {
  const queries = useQueryClient();
  return useMemo(() => () => Promise.all([keys.configurations, keys.allAuthorizations, keys.integrations, keys.project, keys.overview].map((queryKey) => queries.invalidateQueries({ queryKey }))), [queries]);
}

/** The calls of the five steps, in the order the person takes them. */
export function useSetupCalls() {
  const queries = useQueryClient();
  const renew = useRenew();
  const renewing = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } finally {
      await renew();
    }
  };
  return {
    saveConfiguration: (input: api.ConfigurationInput) =>
      renewing(async () => {
        const saved = await configurations.Save(input);
        await queries.invalidateQueries({ queryKey: keys.allDataTypes });
        return saved;
      }),
    saveIntegration: (input: api.IntegrationInput) => renewing(() => integrations.Save(input)),
    activate: (id: string) => renewing(() => integrations.Activate(id)),
    renew,
  };
}

/** The last dry run of this integration, and how to do one. */
export function useDryRun(integration: string) {
  const queries = useQueryClient();
  // Never fetched by itself: a dry run reads the whole service.
  const { data: report } = useQuery<api.DryRunReport>({ queryKey: keys.dryRun(integration), queryFn: () => integrations.DryRun(integration), enabled: false, gcTime: Infinity });
  const { mutate, isPending, error } = useMutation({ mutationFn: () => integrations.DryRun(integration), onSuccess: (done) => queries.setQueryData(keys.dryRun(integration), done) });
  return { report, start: mutate, isRunning: isPending, error };
}
