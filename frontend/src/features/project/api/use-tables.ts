import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { activity, project, settings } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import { type api, domain } from '@/bridge/types';
import type { Compared } from '@/components/completeness/completeness';

export function useTables() {
  return useQuery({ queryKey: keys.tables, queryFn: project.Tables });
}

function useRenewing<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: keys.project }) });
}

export function useCreateTable() {
  return useRenewing((input: { name: string; fields: api.Field[] }) => project.CreateTable(input.name, input.fields));
}

export function useRenameTable() {
  return useRenewing((input: { name: string; to: string }) => project.RenameTable(input.name, input.to));
}

export function useAddField(table: string) {
  return useRenewing((field: api.Field) => project.AddField(table, field));
}

export function useRenameField(table: string) {
  return useRenewing((input: { name: string; to: string }) => project.RenameField(table, input.name, input.to));
}

/** For how many days changes of rows are kept. */
export function useHistoryDays(): number | undefined {
  return useQuery({ queryKey: keys.settings, queryFn: settings.Get }).data?.historyDays;
}

/** What the newest full read of each integration that feeds a table found: in the service, and here. */
export interface FullRead extends Compared {
  at: string;
  integration: string;
  dataType: string;
}

const lookedAt = 50;

export function useFullReads(table: api.Table | undefined): FullRead[] {
  const { data } = useQuery({
    queryKey: [...keys.activity, 'full-reads', table?.name, table?.fedBy.map((i) => i.id)],
    queryFn: () => newestFullReads(table),
    enabled: table !== undefined && table.fedBy.length > 0,
  });
  return data ?? [];
}

async function newestFullReads(table: api.Table | undefined): Promise<FullRead[]> {
  const pages = await Promise.all((table?.fedBy ?? []).map((i) => activity.Runs({ integration: i.id, result: '', offset: 0, limit: lookedAt })));
  return pages.flatMap(({ runs }) => {
    const seen = new Set<string>();
    return runs
      .filter((run) => !run.dryRun && run.endedAt !== '')
      .flatMap((run) => run.transfers.filter((r) => r.table === table?.name && r.mode === domain.ReadMode.full && r.inService >= 0).map((r) => ({ run, r })))
      .filter(({ r }) => !seen.has(r.dataType) && seen.add(r.dataType))
      .map(({ run, r }) => ({ at: run.endedAt, integration: run.integration, dataType: r.dataType, inService: r.inService, inProject: r.inProject, differences: r.differences }));
  });
}
