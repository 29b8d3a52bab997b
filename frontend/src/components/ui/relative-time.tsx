import { useTranslation } from 'react-i18next';
import { useLocale } from '@/hooks/use-locale';
import { useNow } from '@/hooks/use-now';
import { formatExact } from '@/lib/format';
import { useSpokenTime } from './use-spoken-time';

/** A time as people say it; exact on hover. */
export function RelativeTime({ at, inSentence = false }: { at: Date; inSentence?: boolean }) {
  const locale = useLocale();
  const say = useSpokenTime();
  return (
    <time dateTime={at.toISOString()} title={formatExact(at, locale)}>
      {say(at, useNow(), inSentence)}
    </time>
  );
}

/** Like RelativeTime where there may be none yet. */
export function RelativeTimeOrNever({ at }: { at: Date | undefined }) {
  const { t } = useTranslation('ui');
  return at === undefined ? <span className="faint">{t('time.never')}</span> : <RelativeTime at={at} />;
}
