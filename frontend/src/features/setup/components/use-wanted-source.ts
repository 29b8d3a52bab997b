import { useEffect, useRef } from 'react';
import { useSearchParams } from 'react-router';
import type { api } from '@/bridge/types';
import type { SetupState } from './use-setup';

/**
 * `/connect?source=…` begins with that service chosen, unless the set-up under way is already stored; with `&path=…&name=…` it is about
 * those files and begins anew in any case, and what was under way can be taken up again.
 */
export function useWantedSource({ setup, change, beginWith }: SetupState, sources: api.Source[] | undefined): void {
  const [params, setParams] = useSearchParams();
  const asked = params.toString();
  // What was chosen changes the set-up before the address is without it.
  const followed = useRef('');
  useEffect(() => {
    const wanted = sources?.find((s) => s.id === params.get('source'));
    if (wanted === undefined || followed.current === asked) {
      if (asked === '') followed.current = '';
      return;
    }
    followed.current = asked;
    const path = params.get('path');
    if (path !== null) beginWith({ source: wanted.id, name: params.get('name') ?? wanted.name, settings: { path } });
    else if (setup.configuration === '' && setup.source !== wanted.id) change({ source: wanted.id, name: wanted.name, authorization: '', settings: {} });
    setParams({}, { replace: true });
  }, [sources, params, asked, setup, change, beginWith, setParams]);
}
