import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { api } from '@/bridge/types';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber } from '@/lib/format';
import { placeOf } from './completeness';
import css from './differences.module.css';

interface Props {
  integration: string;
  differences: api.Difference[];
}

/** In what the project is not what the service has: each cause leads to where it is settled. */
export function Differences({ integration, differences }: Props) {
  const say = useDifferenceWords();
  return (
    <span className={`small muted ${css.list ?? ''}`}>
      {differences.map((d, i) => (
        <Fragment key={`${d.cause} ${String(d.hasRow)}`}>
          {i > 0 && ' · '}
          <Link to={placeOf(d, integration)}>{say(d)}</Link>
        </Fragment>
      ))}
    </span>
  );
}

function useDifferenceWords(): (d: api.Difference) => string {
  const { t } = useTranslation('completeness');
  const locale = useLocale();
  return (d) => {
    const counted = { count: d.count, number: formatNumber(d.count, locale) };
    const what = d.hasRow ? t(`older.${d.cause}`, counted) : t(`missing.${d.cause}`, counted);
    const [only, ...more] = d.codes;
    if (only === undefined) return what;
    const reason = (code: string) => t(`activity:code.${code}`);
    const reasons = more.length === 0 ? reason(only.code) : d.codes.map((c) => t('reason', { reason: reason(c.code), number: formatNumber(c.count, locale) })).join(', ');
    return t('because', { what, reasons });
  };
}
