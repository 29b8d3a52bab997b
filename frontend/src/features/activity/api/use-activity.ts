import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { activity, integrations } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import type { api } from '@/bridge/types';

const pageSize = 50;

/** Integrations, with the progress of those that run now: Go's events keep it fresh. */
export function useIntegrations(): api.Integration[] {
  return useQuery({ queryKey: keys.integrations, queryFn: integrations.List }).data ?? [];
}

export function useRuns(filter: { integration: string; result: string }) {
  const query: api.RunsQuery = { ...filter, offset: 0, limit: pageSize };
  const { data, ...rest } = useInfiniteQuery({
    queryKey: keys.runs(query),
    queryFn: ({ pageParam }) => activity.Runs({ ...query, offset: pageParam }),
    initialPageParam: 0,
    getNextPageParam: (last, all) => nextOffset(all.reduce((sum, page) => sum + page.runs.length, 0), last.total, last.runs.length),
    placeholderData: keepPreviousData,
  });
  // A run that started between two pages pushes the others down: each is shown once.
  const byID = new Map(data?.pages.flatMap((page) => page.runs).map((run) => [run.id, run]));
  return { ...rest, runs: data === undefined ? undefined : [...byID.values()], total: data?.pages.at(-1)?.total ?? 0 };
}

function nextOffset(known: number, total: number, got: number): number | undefined {
  return got > 0 && known < total ? known : undefined;
}

export function useRecordErrors(filter: { integration: string; code: string; ignored: boolean }) {
  const query: api.RecordErrorsQuery = { ...filter, dataType: '', offset: 0, limit: pageSize };
  const { data, ...rest } = useInfiniteQuery({
    queryKey: keys.recordErrors(query),
    queryFn: ({ pageParam }) => activity.RecordErrors({ ...query, offset: pageParam }),
    initialPageParam: 0,
    getNextPageParam: (last, all) => nextOffset(all.reduce((sum, page) => sum + page.errors.length, 0), last.total, last.errors.length),
    placeholderData: keepPreviousData,
  });
  const last = data?.pages.at(-1);
  const byID = new Map(data?.pages.flatMap((page) => page.errors).map((e) => [e.id, e]));
  return { ...rest, errors: data === undefined ? undefined : [...byID.values()], total: last?.total ?? 0, codes: last?.codes ?? [] };
}

export function useConflicts(of: { table: string; field: string }) {
  const query: api.ConflictsQuery = { ...of, offset: 0, limit: pageSize };
  const { data, ...rest } = useInfiniteQuery({
    queryKey: keys.conflicts(query),
    queryFn: ({ pageParam }) => activity.Conflicts({ ...query, offset: pageParam }),
    initialPageParam: 0,
    getNextPageParam: (last, all) => nextOffset(all.reduce((sum, page) => sum + page.conflicts.length, 0), last.total, last.conflicts.length),
    placeholderData: keepPreviousData,
  });
  const last = data?.pages.at(-1);
  return { ...rest, conflicts: data?.pages.flatMap((page) => page.conflicts), total: last?.total ?? 0, fields: last?.fields ?? [] };
}

/** What the service was asked in a run. */
export function useRequests(run: string) {
  return useQuery({ queryKey: keys.requests(run), queryFn: () => activity.Requests(run) });
}

function useRenewing<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient();
  const renew = () => Promise.all([keys.activity, keys.overview, keys.integrations, keys.project].map((queryKey) => queries.invalidateQueries({ queryKey })));
  return useMutation({ mutationFn, onSettled: renew });
}

/** Maps records again: those named, or all open ones of an integration ("" for every integration). */
export function useReplay() {
  return useRenewing((what: { ids: string[] } | { integration: string }) => ('ids' in what ? activity.Replay(what.ids) : activity.ReplayAll(what.integration)));
}

/** Maps one record again as the person has corrected it. */
export function useReplayChanged() {
  return useRenewing(({ id, record }: { id: string; record: string }) => activity.ReplayChanged(id, record));
}

export function useIgnore() {
  return useRenewing(({ ids, ignored }: { ids: string[]; ignored: boolean }) => activity.Ignore(ids, ignored));
}
