import { useTranslation } from 'react-i18next';
import { parseTime } from '@/bridge/time';
import type { api } from '@/bridge/types';
import { StatusChip } from '@/components/ui/status-chip';
import { useSpokenTime } from '@/components/ui/use-spoken-time';
import { useLocale } from '@/hooks/use-locale';
import { useNow } from '@/hooks/use-now';
import { formatExact } from '@/lib/format';
import { authorizationState } from './authorization-state';
import css from './source.module.css';

interface Props {
  authorization: api.Authorization;
  /** "Works" alone; when it was checked stands in what hovers. */
  isBrief?: boolean;
  wraps?: boolean;
}

/** "Works, checked 12 minutes ago"; exact on hover. */
export function AuthorizationChip({ authorization, isBrief = false, wraps = false }: Props) {
  const { t } = useTranslation('source');
  const say = useSpokenTime();
  const now = useNow();
  const locale = useLocale();
  const { kind, words } = authorizationState(authorization, t, (at) => say(at, now), isBrief);
  const at = parseTime(authorization.checkedAt);
  return (
    <span className={wraps ? css.wraps : undefined} title={at === undefined ? undefined : formatExact(at, locale)}>
      <StatusChip kind={kind}>{words}</StatusChip>
    </span>
  );
}
