import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { app } from '@/bridge/client';
import { keys } from '@/bridge/keys';
import { isForever, parseTime } from '@/bridge/time';
import type { api } from '@/bridge/types';
import { icon } from '@/components/ui/icon-size';
import { StatusChip, type StatusKind } from '@/components/ui/status-chip';
import { toastProblem } from '@/components/ui/toast';
import { useSpokenTime } from '@/components/ui/use-spoken-time';
import { useNow } from '@/hooks/use-now';
import css from './shell.module.css';

const pauseMinutes = 60;

/** The state of the whole program in one line, with Pause. */
export function StateLine({ status }: { status: api.Status | undefined }) {
  const { t } = useTranslation('app');
  const sentence = useSentence(status);
  const queries = useQueryClient();
  const isPaused = status?.state === 'paused';
  const toggle = useMutation({
    mutationFn: () => (isPaused ? app.ResumeAll() : app.PauseAll(pauseMinutes)),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.status }),
    onError: toastProblem,
  });
  if (status === undefined) return <div className={css.whole} />;
  return (
    <div className={css.whole} title={sentence}>
      <StatusChip kind={kindOf(status)} size={16} />
      <p className="grow" role="status">
        {sentence}
      </p>
      <button type="button" className="link tiny" disabled={toggle.isPending} onClick={() => toggle.mutate()} title={isPaused ? t('state.resume') : t('state.pauseHelp')}>
        <span className={css.pauseWord}>{isPaused ? t('state.resume') : t('state.pause')}</span>
        <span className={css.pauseSign}>{isPaused ? <IconPlayerPlay {...icon} /> : <IconPlayerPause {...icon} />}</span>
      </button>
    </div>
  );
}

function kindOf(status: api.Status): StatusKind {
  if (status.state === 'paused') return 'idle';
  if (status.state === 'working') return 'working';
  return 'fine';
}

function useSentence(status: api.Status | undefined): string {
  const { t } = useTranslation('app');
  const say = useSpokenTime();
  const now = useNow();
  if (status === undefined) return '';
  if (status.state === 'paused') {
    const until = parseTime(status.pausedUntil);
    return until === undefined || isForever(until) ? t('state.paused') : t('state.pausedUntil', { when: say(until, now) });
  }
  if (status.running > 0) return t('state.runs', { count: status.running });
  const next = parseTime(status.nextRunAt);
  if (next !== undefined) return t('state.next', { when: say(next, now) });
  return status.active > 0 ? t('state.waiting') : t('state.nothing');
}
