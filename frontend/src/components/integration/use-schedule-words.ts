import { useTranslation } from 'react-i18next';
import { useLocale } from '@/hooks/use-locale';
import { everyDay, type Schedule, scheduleOf } from './schedule';

interface ScheduleWords {
  /** How often an integration runs: "every 15 minutes", "from Monday to Friday at 08:00". */
  words: (schedule: Schedule) => string;
  /** "on Monday and Friday"; empty for every day. */
  daysWords: (days: number[]) => string;
}

/** How often an integration runs, in words. */
export function useScheduleWords(): (everySeconds: number, cron: string) => string {
  const { words } = useWordsOfSchedule();
  return (everySeconds, cron) => words(scheduleOf(everySeconds, cron));
}

export function useWordsOfSchedule(): ScheduleWords {
  const { t } = useTranslation('integration');
  const locale = useLocale();
  const list = (parts: string[]) => new Intl.ListFormat(locale, { type: 'conjunction' }).format(parts);
  const dayName = (day: number) => new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2023, 0, 1 + day))); // a Sunday
  const daysWords = (days: number[]) => {
    const [first, last] = [days[0] ?? 0, days.at(-1) ?? 0];
    if (days.length === everyDay.length) return '';
    if (days.length > 2 && everyDay.indexOf(last) - everyDay.indexOf(first) === days.length - 1) return t('schedule.daysFrom', { first: dayName(first), last: dayName(last) });
    return t('schedule.daysOn', { days: list(days.map((d) => t('schedule.dayOn', { day: dayName(d) }))) });
  };
  const words = (schedule: Schedule) => {
    switch (schedule.kind) {
      case 'every':
        return t('schedule.words', { count: schedule.minutes });
      case 'times': {
        const [days, times] = [daysWords(schedule.days), list(schedule.times)];
        return days === '' ? t('schedule.atTimes', { times }) : t('schedule.daysAt', { days, times });
      }
      case 'monthly':
        return t('schedule.monthly', { count: schedule.dates.length, dates: list(schedule.dates.map((date) => t('schedule.date', { count: date }))), times: list(schedule.times) });
      case 'own':
        return t('schedule.own');
    }
  };
  return { words, daysWords };
}
