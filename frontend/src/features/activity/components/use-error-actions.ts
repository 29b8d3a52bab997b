import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { toastDone, toastProblem } from '@/components/ui/toast';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import { useIgnore, useReplay } from '../api/use-activity';

/** What can be done with record errors, and the words that tell how it went. */
export function useErrorActions() {
  const { t } = useTranslation('activity');
  const locale = useLocale();
  const replay = useReplay();
  const ignore = useIgnore();
  const tell = ({ replayed, fixed, still }: api.ReplayReport) => {
    const became = t('replay.became', { count: fixed, number: formatNumber(fixed, locale) });
    const not = t('replay.not', { count: still, number: formatNumber(still, locale) });
    if (replayed === 0) toastDone(t('replay.nothing'));
    else if (still === 0) toastDone(t('replay.only', { words: became }));
    else toastDone(t('replay.both', { became, not }));
  };
  const setIgnored = (ids: string[], ignored: boolean, isUndo = false) =>
    ignore.mutate(
      { ids, ignored },
      {
        onSuccess: () => {
          if (isUndo) return;
          const words = { count: ids.length, number: formatNumber(ids.length, locale) };
          toastDone(ignored ? t('ignore.done', words) : t('ignore.stopped', words), () => setIgnored(ids, !ignored, true));
        },
        onError: toastProblem,
      },
    );
  return {
    isReplaying: replay.isPending,
    isIgnoring: ignore.isPending,
    replay: (ids: string[]) => replay.mutate({ ids }, { onSuccess: tell, onError: toastProblem }),
    replayAll: (integration: string) => replay.mutate({ integration }, { onSuccess: tell, onError: toastProblem }),
    setIgnored: (ids: string[], ignored: boolean) => setIgnored(ids, ignored),
  };
}
