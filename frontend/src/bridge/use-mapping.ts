import { useQuery, useQueryClient } from '@tanstack/react-query';
import { transfers } from './client';
import { keys } from './keys';
import type { api } from './types';

// Read from the service itself: asked for anew at every opening, and never meanwhile.
const once = { gcTime: 0, staleTime: Infinity, refetchOnWindowFocus: false } as const;

/** What the Mapping pop-up shows of a data transfer, and what it asks of the program, as several features open it. */
export function useMappingOf(transfer: string) {
  const queries = useQueryClient();
  const { data, error, isFetching, refetch } = useQuery({ queryKey: keys.mapping(transfer), queryFn: () => transfers.Mapping(transfer), ...once });
  return {
    view: data,
    error: isFetching ? null : error,
    onRetry: () => void refetch(),
    calls: {
      advise: (paths: string[]) => transfers.AdviseKey(transfer, paths),
      suggest: (table: string) => transfers.Suggest(transfer, table),
      save: async (input: api.MappingInput) => {
        await transfers.SaveMapping(input);
        await Promise.all([keys.configurations, keys.integrations, keys.project, keys.overview].map((queryKey) => queries.invalidateQueries({ queryKey })));
      },
    },
  };
}

/** Some records of a data transfer as the service returns them. */
export function usePreviewOf(transfer: string) {
  const { data, error, isFetching, refetch } = useQuery({ queryKey: keys.preview(transfer), queryFn: () => transfers.Preview(transfer), ...once });
  return { preview: data, error: isFetching ? null : error, onRetry: () => void refetch() };
}
