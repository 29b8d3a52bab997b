import { keepPreviousData, useMutation, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { project } from '@/bridge/client';
import { onExportProgressed } from '@/bridge/events';
import { keys } from '@/bridge/keys';
import { api } from '@/bridge/types';
import { toastProblem } from '@/components/ui/toast';

export const pageSize = 200;

/** A page nobody looks at is soon forgotten: a million rows must not stay in memory. */
const keptMs = 60_000;
/** How often one looks at what a search has found meanwhile. */
const searchingMs = 400;
/** Pages that rush by while the scrollbar is pulled are not asked for. */
const restMs = 70;

export type Query = Omit<api.RowsQuery, 'offset' | 'limit'>;

const page = (query: Query, number: number) => {
  const full: api.RowsQuery = { ...query, offset: number * pageSize, limit: pageSize };
  return { queryKey: keys.rows(full), queryFn: () => project.Rows(full), gcTime: keptMs };
};

/** A page that is looked at: while a search runs, it is asked for again. */
const shownPage = (query: Query, number: number) => ({
  ...page(query, number),
  refetchInterval: (asked: { state: { data?: api.RowsPage } }) => (asked.state.data?.searched.state === api.SearchState.running ? searchingMs : false),
});

/** The pages of rows that are looked at. While a new query is on its way, the rows of the one before stay. */
export function useRows(wanted: Query) {
  const first = useQuery(shownPage(wanted, 0));
  const [query, setQuery] = useState(wanted);
  // Adjusting state while rendering is how React wants a value that follows another one.
  if (first.data !== undefined && query !== wanted) setQuery(wanted);

  const [shown, setShown] = useState({ first: 0, last: 0 });
  const show = useCallback((from: number, to: number) => setShown({ first: from, last: to }), []);
  const numbers = usePagesAtRest(shown.first, shown.last);
  const pages = useQueries({ queries: numbers.map((n) => shownPage(query, n)) });
  const top = useQuery(shownPage(query, 0));
  const byNumber = new Map(numbers.map((n, i) => [n, pages[i]?.data?.rows]));
  if (top.data !== undefined) byNumber.set(0, top.data.rows);
  return {
    /** What the rows now shown answer to. */
    query,
    total: top.data?.total,
    /** How far the search is; whole when none is on. */
    searched: top.data?.searched,
    rowAt: (index: number): api.Row | undefined => byNumber.get(Math.floor(index / pageSize))?.[index % pageSize],
    shown,
    show,
    isBusy: query !== wanted || top.isPending,
    error: first.error ?? pages.find((p) => p.error !== null)?.error ?? null,
    retry: () => void Promise.all([first.refetch(), ...pages.filter((p) => p.error !== null).map((p) => p.refetch())]),
  };
}

/** The first rows of a table by the names of their fields: what its columns look like, whatever is looked for. */
export interface Sample {
  fields: string[];
  rows: api.Row[];
}

/** Reads the sample once. Without filters it is the first page itself, which is not read twice. */
export function useSample(wanted: Query, fields: string[]): { sample: Sample | undefined; isWaiting: boolean } {
  const [query] = useState<Query>(() => {
    const isWhole = wanted.fields.length === fields.length && wanted.filters.length === 0 && wanted.search === '' && !wanted.deleted;
    return isWhole ? wanted : { table: wanted.table, fields, filters: [], search: '', sort: '', descending: false, deleted: false, changedSince: '' };
  });
  const [sample, setSample] = useState<Sample>();
  const { data, isPending } = useQuery({ ...page(query, 0), enabled: sample === undefined });
  // The first that come decide: columns that move while one reads would be worse than a cut word.
  if (sample === undefined && data !== undefined && data.rows.length > 0) setSample({ fields: query.fields, rows: data.rows });
  return { sample, isWaiting: sample === undefined && isPending };
}

function usePagesAtRest(first: number, last: number): number[] {
  const from = Math.floor(first / pageSize);
  const to = Math.floor(last / pageSize);
  const [rest, setRest] = useState({ from, to });
  useEffect(() => {
    const timer = setTimeout(() => setRest((was) => (was.from === from && was.to === to ? was : { from, to })), restMs);
    return () => clearTimeout(timer);
  }, [from, to]);
  return useMemo(() => Array.from({ length: rest.to - rest.from + 1 }, (_, i) => rest.from + i), [rest]);
}

/** Rows from one number to another, for copying. */
export function useReadRows() {
  const queries = useQueryClient();
  return async (query: Query, first: number, last: number): Promise<api.Row[]> => {
    const rows: api.Row[] = [];
    for (let n = Math.floor(first / pageSize); n <= Math.floor(last / pageSize); n++) rows.push(...(await queries.query({ ...page(query, n), staleTime: keptMs })).rows);
    const skipped = Math.floor(first / pageSize) * pageSize;
    return rows.slice(first - skipped, last - skipped + 1);
  };
}

/** Ends the search under way, or goes on with it. */
export function useSteerSearch() {
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (goOn: boolean) => (goOn ? project.ContinueSearch() : project.StopSearch()),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.allRows }),
    onError: toastProblem,
  });
  return { stop: () => mutate(false), goOn: () => mutate(true), isPending };
}

export function useRow(table: string, id: string) {
  return useQuery({ queryKey: keys.row(table, id), queryFn: () => project.Row(table, id), enabled: id !== '', placeholderData: keepPreviousData });
}

export function useRestoreRow(table: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => project.RestoreRow(table, id),
    onSuccess: (detail, id) => queries.setQueryData(keys.row(table, id), detail),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.project }),
  });
}

/** Writes rows to a file, with the number written so far. A cancelled export ends without a path. */
export function useExport() {
  const [rows, setRows] = useState(0);
  useEffect(() => onExportProgressed(setRows), []);
  const write = useMutation({
    mutationFn: ({ query, format }: { query: Query; format: string }) => {
      setRows(0);
      return project.Export({ query: { ...query, offset: 0, limit: 0 }, format });
    },
  });
  const { mutate: cancel, isPending: isCancelling } = useMutation({ mutationFn: project.CancelExport, onError: toastProblem });
  return { ...write, rows, cancel: () => cancel(), isCancelling };
}
