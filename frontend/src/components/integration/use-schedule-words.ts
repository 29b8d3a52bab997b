import { useTranslation } from 'react-i18next';
import { scheduleOf } from './schedule';

/** How often an integration runs, in words: "every 15 minutes", "at 08:00, 13:00". */
export function useScheduleWords(): (everySeconds: number, cron: string) => string {
  const { t } = useTranslation('integration');
  return (everySeconds, cron) => {
    const schedule = scheduleOf(everySeconds, cron);
    if (schedule.kind === 'times') return t('schedule.foreign', { cron: schedule.times.join(', ') });
    return cron === '' ? t('schedule.words', { count: schedule.minutes }) : t('schedule.foreign', { cron });
  };
}
