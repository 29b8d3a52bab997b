import { DateInput, type DateInputProps } from '@mantine/dates';
import { IconCalendar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '@/hooks/use-locale';
import { dayPattern, dayTyped, dayWords } from './form-day';
import { icon } from './icon-size';

interface Props extends Omit<DateInputProps, 'label' | 'value' | 'onChange'> {
  label: string;
  /** As it is stored, 2019-01-31; "" for none. */
  value: string;
  onChange: (day: string | undefined) => void;
}

/** The calendar's language and the names of its buttons. */
export function useCalendarWords() {
  const { t } = useTranslation('ui');
  return { locale: useLocale().slice(0, 2), ariaLabels: { nextMonth: t('form.nextMonth'), previousMonth: t('form.previousMonth'), nextYear: t('form.nextYear'), previousYear: t('form.previousYear') } };
}

/** A day: shown as people write it, typed as they like, or chosen in a calendar. */
export function DayField({ label, value, onChange, clearable = true, ...more }: Props) {
  const { t } = useTranslation('ui');
  const locale = useLocale();
  return (
    <DateInput
      {...more}
      {...useCalendarWords()}
      label={label}
      valueFormat={(day) => dayWords(day, locale)}
      dateParser={(typed) => dayTyped(typed, locale)}
      placeholder={dayPattern(locale, { day: t('form.dayLetters'), month: t('form.monthLetters'), year: t('form.yearLetters') })}
      leftSection={<IconCalendar {...icon} />}
      leftSectionPointerEvents="none"
      clearable={clearable}
      clearButtonProps={{ 'aria-label': t('form.clear', { label }) }}
      value={value === '' ? null : value.slice(0, 10)}
      onChange={(day) => onChange(day ?? undefined)}
    />
  );
}
