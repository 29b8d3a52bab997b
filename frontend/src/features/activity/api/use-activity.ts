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
  const { pages, last, ...rest } = usePages(keys.runs(query), (offset) => activity.Runs({ ...query, offset }), (page) => page.runs.length);
  return { ...rest, runs: pages && eachOnce(pages.flatMap((page) => page.runs)), total: last?.total ?? 0 };
}

/** A long list, page after page; what was shown stays until its first page by another filter is there. */
function usePages<Page extends { total: number }>(queryKey: readonly unknown[], read: (offset: number) => Promise<Page>, countOf: (page: Page) => number) {
  const { data, ...rest } = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => read(pageParam),
    initialPageParam: 0,
    getNextPageParam: (last, all) => {
      const known = all.reduce((sum, page) => sum + countOf(page), 0);
      return countOf(last) > 0 && known < last.total ? known : undefined;
    },
    placeholderData: keepPreviousData,
  });
  return { ...rest, pages: data?.pages, last: data?.pages.at(-1) };
}

/** What came between two pages pushes the others down: each is shown once. */
function eachOnce<Item extends { id: string }>(items: Item[]): Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()];
}

export function useRecordErrors(filter: { integration: string; code: string; ignored: boolean }) {
  const query: api.RecordErrorsQuery = { ...filter, dataType: '', offset: 0, limit: pageSize };
  const { pages, last, ...rest } = usePages(keys.recordErrors(query), (offset) => activity.RecordErrors({ ...query, offset }), (page) => page.errors.length);
  return { ...rest, errors: pages && eachOnce(pages.flatMap((page) => page.errors)), total: last?.total ?? 0, codes: last?.codes ?? [] };
}

export function useConflicts(of: { table: string; field: string }) {
  const query: api.ConflictsQuery = { ...of, offset: 0, limit: pageSize };
  const { pages, last, ...rest } = usePages(keys.conflicts(query), (offset) => activity.Conflicts({ ...query, offset }), (page) => page.conflicts.length);
  return { ...rest, conflicts: pages?.flatMap((page) => page.conflicts), total: last?.total ?? 0, fields: last?.fields ?? [] };
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
