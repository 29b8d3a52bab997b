import { Input, NumberInput, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SegmentedTabs } from '@/components/ui/segmented-tabs';
import css from './schedule-field.module.css';
import { cronOf, defaultEverySeconds, everyDay, parseTimes, type Schedule, scheduleOf } from './schedule';
import { useWordsOfSchedule } from './use-schedule-words';

interface Props {
  everySeconds: number;
  cron: string;
  onChange: (more: { everySeconds: number; cron: string }) => void;
}

const firstTimes = ['08:00'];
/** The field is described by the words below it. */
const ownAria = { withAria: false };

/** How often: every few minutes, or at times of day. Any other schedule, made in a file, is told in words until one of these is chosen. */
export function ScheduleField({ everySeconds, cron, onChange }: Props) {
  const { t } = useTranslation('integration');
  const schedule = scheduleOf(everySeconds, cron);
  const { words } = useWordsOfSchedule();
  const choose = (kind: Schedule['kind']) => {
    if (kind === 'every') onChange({ everySeconds: defaultEverySeconds, cron: '' });
    else onChange({ everySeconds: 0, cron: cronOf(firstTimes, everyDay) ?? '' });
  };
  return (
    <div className={css.schedule}>
      <SegmentedTabs
        label={t('schedule.title')}
        value={schedule.kind}
        onChange={choose}
        options={[
          { value: 'every', label: t('schedule.every') },
          { value: 'times', label: t('schedule.times') },
        ]}
      />
      {(schedule.kind === 'monthly' || schedule.kind === 'own') && (
        <span className="muted" title={cron}>
          {words(schedule)}
        </span>
      )}
      {schedule.kind === 'every' && (
        <div className={css.words}>
          <span className="muted">{t('schedule.everyWord')}</span>
          <NumberInput
            className={css.minutes}
            aria-label={t('schedule.minutesLabel')}
            hideControls
            allowDecimal={false}
            min={1}
            max={44_640}
            value={schedule.minutes}
            onChange={(next) => onChange({ everySeconds: Math.max(1, Number(next)) * 60, cron: '' })}
          />
          <span className="muted">{t('schedule.minutes', { count: schedule.minutes })}</span>
        </div>
      )}
      {schedule.kind === 'times' && <Times key={cron} times={schedule.times} days={schedule.days} onChange={(next) => onChange({ everySeconds: 0, cron: next })} />}
    </div>
  );
}

function Times({ times, days, onChange }: { times: string[]; days: number[]; onChange: (cron: string) => void }) {
  const { t } = useTranslation('integration');
  const stored = times.join(', ');
  const [typed, setTyped] = useState(stored);
  const [isWrong, setWrong] = useState(false);
  const { daysWords } = useWordsOfSchedule();
  const onDays = daysWords(days);
  const help = useId();
  const settle = () => {
    const cron = cronOf(parseTimes(typed) ?? [], days);
    setWrong(cron === undefined);
    if (cron !== undefined && typed !== stored) onChange(cron);
  };
  return (
    <>
      <div className={css.words}>
        {onDays !== '' && <span className="muted">{onDays}</span>}
        <span className="muted">{t('schedule.at')}</span>
        {/* Help and error take the whole width below, not that of the field. */}
        <TextInput className={css.times} aria-label={t('schedule.timesLabel')} {...ownAria} aria-invalid={isWrong} aria-describedby={help} error={isWrong} value={typed} onChange={(e) => setTyped(e.currentTarget.value)} onBlur={settle} />
      </div>
      {isWrong ? (
        <Input.Error id={help} className={css.help ?? ''}>
          {t('schedule.wrong')}
        </Input.Error>
      ) : (
        <p id={help} className={`small muted ${css.help ?? ''}`}>
          {t('schedule.timesHelp')}
        </p>
      )}
    </>
  );
}
