import { useEffect } from 'react';
import { useSearchParams } from 'react-router';
import type { api } from '@/bridge/types';
import type { SetupState } from './use-setup';

/** `/connect?source=…` begins with that service chosen, unless the set-up under way is already stored. */
export function useWantedSource({ setup, change }: SetupState, sources: api.Source[] | undefined): void {
  const [params, setParams] = useSearchParams();
  const wanted = sources?.find((s) => s.id === params.get('source'));
  useEffect(() => {
    if (wanted === undefined) return;
    if (setup.configuration === '' && setup.source !== wanted.id) change({ source: wanted.id, name: wanted.name, authorization: '', settings: {} });
    setParams({}, { replace: true });
  }, [wanted, setup, change, setParams]);
}
