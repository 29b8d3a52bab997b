import type { TFunction } from 'i18next';
import { parseTime } from '@/bridge/time';
import { type api, domain } from '@/bridge/types';
import type { StatusKind } from '@/components/ui/status-chip';

/** The state of an authorization: an icon and its words, without when it was checked where it is `isBrief`. */
export function authorizationState(one: api.Authorization, t: TFunction<'source'>, say: (at: Date) => string, isBrief = false): { kind: StatusKind; words: string } {
  const at = parseTime(one.checkedAt);
  const expires = parseTime(one.expiresAt);
  switch (one.state) {
    case domain.AuthorizationState.works:
      return { kind: 'fine', words: at === undefined || isBrief ? t('state.works') : t('state.worksChecked', { when: say(at) }) };
    case domain.AuthorizationState.expires_soon:
      return { kind: 'needs', words: expires === undefined ? t('state.expiresSoon') : t('state.expires', { when: say(expires) }) };
    case domain.AuthorizationState.needs_sign_in:
      return { kind: 'needs', words: t('state.needsSignIn') };
    case domain.AuthorizationState.not_allowed:
      return { kind: 'needs', words: t('state.notAllowed') };
    case domain.AuthorizationState.unchecked:
      return { kind: 'idle', words: t('state.unchecked') };
  }
}

/** What the check said after saving; some services can only be checked once the settings are known. */
export function savedWords({ name, state }: api.Authorization, t: TFunction<'source'>): string {
  if (state === domain.AuthorizationState.works) return t('savedWorks', { name });
  return state === domain.AuthorizationState.unchecked ? t('savedUnchecked', { name }) : t('savedNot', { name });
}
