import { Menu } from '@mantine/core';
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

const halfHour = 30;
const untilResumed = 0;
const morning = 6; // when a pause until tomorrow ends, as in the tray

function minutesUntilTomorrow(): number {
  const now = new Date();
  const tomorrow = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, morning);
  return Math.ceil((tomorrow.getTime() - now.getTime()) / 60_000);
}

/** The state of the whole program in one line, with Pause. */
export function StateLine({ status, isUnknown }: { status: api.Status | undefined; isUnknown: boolean }) {
  const { t } = useTranslation('app');
  const sentence = useSentence(status);
  const queries = useQueryClient();
  const isPaused = status?.state === 'paused';
  // Where nothing runs there is nothing to hold back.
  const canPause = status !== undefined && (status.active > 0 || status.running > 0);
  const settled = { onSettled: () => queries.invalidateQueries({ queryKey: keys.status }), onError: toastProblem };
  const resume = useMutation({ mutationFn: () => app.ResumeAll(), ...settled });
  const pause = useMutation({ mutationFn: (minutes: number) => app.PauseAll(minutes), ...settled });
  if (status === undefined) return isUnknown ? <Unknown /> : <div className={css.whole} />;
  return (
    <div className={css.whole} data-paused={isPaused || undefined} title={sentence}>
      <StatusChip kind={kindOf(status)} size={16} />
      <p className="grow" role="status">
        {sentence}
      </p>
      {isPaused && (
        <button type="button" className={`link tiny ${css.resume ?? ''}`} disabled={resume.isPending} onClick={() => resume.mutate()} title={t('state.resume')}>
          <span className={css.pauseWord}>{t('state.resume')}</span>
          <span className={css.pauseSign}>
            <IconPlayerPlay {...icon} />
          </span>
        </button>
      )}
      {!isPaused && canPause && (
        <Menu position="top-end" withinPortal>
          <Menu.Target>
            <button type="button" className="link tiny" disabled={pause.isPending} title={t('state.pauseHelp')}>
              <span className={css.pauseWord}>{t('state.pause')}</span>
              <span className={css.pauseSign}>
                <IconPlayerPause {...icon} />
              </span>
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => pause.mutate(halfHour)}>{t('state.pauseHalfHour')}</Menu.Item>
            <Menu.Item onClick={() => pause.mutate(minutesUntilTomorrow())}>{t('state.pauseTomorrow')}</Menu.Item>
            <Menu.Item onClick={() => pause.mutate(untilResumed)}>{t('state.pauseForever')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}

/** What is not known is neither fine nor wrong. */
function Unknown() {
  const { t } = useTranslation('app');
  return (
    <div className={css.whole} title={t('state.unknown')}>
      <StatusChip kind="idle" size={16} />
      <p className="grow" role="status">
        {t('state.unknown')}
      </p>
    </div>
  );
}

function kindOf(status: api.Status): StatusKind {
  if (status.state === 'paused') return 'idle';
  if (status.state === 'working') return 'working';
  if (status.active === 0) return 'idle';
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
