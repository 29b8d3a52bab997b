import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { Field } from '@/components/ui/field';
import { AuthorizationChip } from './authorization-chip';
import css from './source.module.css';
import type { Start } from './use-dialog-state';

interface Props {
  authorization: api.Authorization | undefined;
  error?: string | undefined;
  /** Opens the pop-up; with `start` at the authorization that needs the person. */
  onSee: (start?: Start) => void;
}

/** The chosen authorization with its state, and the way to the others. */
export function AuthorizationCard({ authorization, error, onSee }: Props) {
  const { t } = useTranslation('source');
  const words = wordsOf(authorization);
  return (
    <Field label={t('authorization')} error={error}>
      {authorization !== undefined && (
        <div className={`panel ${css.card ?? ''}`}>
          <div className="grow">
            <h2 className="row-title cut">{authorization.name}</h2>
            {words !== '' && <p className={`small muted ${css.words ?? ''}`}>{words}</p>}
          </div>
          <AuthorizationChip authorization={authorization} />
          {authorization.state === 'needs_sign_in' && (
            <Button size="xs" aria-label={t('signInTo', { name: authorization.name })} onClick={() => onSee({ kind: authorization.isSignIn ? 'show' : 'change', id: authorization.id })}>
              {t('signIn')}
            </Button>
          )}
        </div>
      )}
      {/* One button, whatever is chosen: the focus comes back to it from the pop-up in which the choice was made. */}
      <div className={authorization === undefined ? css.none : undefined}>
        <button type="button" className={authorization === undefined ? css.seeButton : `link small ${css.see ?? ''}`} onClick={() => onSee()} data-error={(authorization === undefined && error !== undefined) || undefined}>
          {t('see')}
        </button>
        {authorization === undefined && <span className="small muted">{t('noneChosen')}</span>}
      </div>
    </Field>
  );
}

/** What is to know of it: what is wrong, else what the check learnt. */
function wordsOf(authorization: api.Authorization | undefined): string {
  if (authorization === undefined) return '';
  return authorization.state === 'works' || authorization.stateWords === '' ? authorization.hint : authorization.stateWords;
}
