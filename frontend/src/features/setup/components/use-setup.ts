import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { domain } from '@/bridge/types';
import { defaultEverySeconds } from '@/components/integration/schedule';
import type { FormValues } from '@/components/ui/form-spec';
import { toastDone } from '@/components/ui/toast';
import { useDraft } from '@/hooks/use-draft';

export interface Setup {
  step: number;
  reached: number;
  source: string;
  name: string;
  authorization: string;
  settings: FormValues;
  /** Ids, once saved. */
  configuration: string;
  integration: string;
  integrationName: string;
  /** Ticked data types, each with the table it goes to. Undefined until something is ticked. */
  tables: Record<string, string> | undefined;
  updates: Record<string, domain.UpdateType[]>;
  everySeconds: number;
  /** Times of day instead; a draft of an older version has none. */
  cron?: string;
  emails: string[];
}

export const steps = 5;

const begin: Setup = {
  step: 1, reached: 1, source: '', name: '', authorization: '', settings: {}, configuration: '', integration: '', integrationName: '', tables: undefined, updates: {}, everySeconds: defaultEverySeconds, cron: '', emails: [],
};

/** What is typed in the guided set-up; it survives leaving the page and closing the window. */
export function useSetup() {
  const draft = useDraft<Setup>('connect', begin);
  const { t } = useTranslation('setup');
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const setup = draft.value;
  const change = (more: Partial<Setup>) => draft.set((was) => ({ ...was, ...more }));
  return {
    setup,
    change,
    isBusy,
    error,
    forget: draft.forget,
    isBegun: setup.source !== '',
    restart: () => draft.set(begin),
    /** Begins anew with some of it chosen; what was under way can be taken up again. */
    beginWith: (chosen: Partial<Setup>) => {
      draft.set({ ...begin, ...chosen });
      if (setup.source !== '') toastDone(t('begunAnew'), () => draft.set(setup));
    },
    goTo: (step: number) => {
      setError(undefined);
      change({ step });
    },
    /** Does the work of a step, then goes on; a failure stays on the page. */
    proceed: async (work: () => Promise<Partial<Setup> | undefined>) => {
      setBusy(true);
      setError(undefined);
      try {
        const more = await work();
        if (more !== undefined) draft.set((was) => ({ ...was, ...more, step: Math.min(steps, was.step + 1), reached: Math.max(was.reached, was.step + 1) }));
      } catch (thrown) {
        setError(thrown);
      } finally {
        setBusy(false);
      }
    },
  };
}

export type SetupState = ReturnType<typeof useSetup>;
