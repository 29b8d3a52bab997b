import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocale } from '@/hooks/use-locale';
import { spoken } from '@/lib/format';

const clockStepMs = 5000;

/** Says a time in words, for sentences: "4 minutes ago", "today at 08:00". */
export function useSpokenTime(): (at: Date, now: Date, inSentence?: boolean) => string {
  const { t } = useTranslation('ui');
  const locale = useLocale();
  return useCallback(
    (at, now, inSentence = true) => {
      const said = spoken(at, now, locale);
      const text = (() => {
        switch (said.kind) {
          case 'now':
            // The window's clock moves in steps; what happened since its last one is not in the future.
            return at.getTime() - now.getTime() > clockStepMs ? t('time.inAMoment') : t('time.justNow');
          case 'relative':
            return said.text;
          case 'today':
            return t('time.today', { clock: said.clock });
          case 'yesterday':
            return t('time.yesterday', { clock: said.clock });
          case 'tomorrow':
            return t('time.tomorrow', { clock: said.clock });
          case 'day':
            return t('time.day', { day: said.day, clock: said.clock });
        }
      })();
      return inSentence ? text : text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
    },
    [t, locale],
  );
}
