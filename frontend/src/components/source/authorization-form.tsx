import { Button, Collapse, TextInput } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { ErrorView } from '@/components/ui/error-view';
import { FormAlert } from '@/components/ui/form-from-spec';
import { useFirstInvalid } from '@/components/ui/use-first-invalid';
import { icon } from '@/components/ui/icon-size';
import type { AuthorizationCalls } from './authorization-calls';
import { FormPart } from './form-part';
import { partsOf } from './sign-in-fields';
import { ClientFields, SignInSteps } from './sign-in-steps';
import { GuideStep, Steps } from './steps';
import css from './source.module.css';
import { useAuthorizationForm } from './use-authorization-form';

interface Props {
  spec: api.SourceSpec;
  /** The one that is changed; undefined makes a new one. */
  changed: api.Authorization | undefined;
  /** Names in use, for a first name that is free. */
  names: string[];
  calls: AuthorizationCalls;
  onOpen: (address: string) => void;
  /** Saved and checked; undefined where the browser was opened to sign in. */
  onSaved: (saved: api.Authorization | undefined) => void;
}

/** Makes or changes an authorization: keys are saved and checked by a real call, for OAuth the browser opens. */
export function AuthorizationForm({ spec, changed, names, calls, onOpen, onSaved }: Props) {
  const { t } = useTranslation('source');
  const { source, signIn } = spec;
  const form = useAuthorizationForm(spec, changed, names);
  const parts = partsOf(spec, form.values);
  const [areStepsOpen, setStepsOpen] = useState(false);
  const box = useFirstInvalid(form.errors);
  const part = { values: form.values, onChange: form.type, errors: form.errors, kept: form.kept };
  const isShipped = parts.isBrowser && signIn?.clientShipped === true;
  // Who changes something has been through the steps; where an app comes with the program nobody needs them.
  const isFolded = changed !== undefined || isShipped;
  const outside = isFolded ? [...(parts.redirect === undefined ? [] : [parts.redirect]), ...(isShipped ? [] : parts.client)] : [];
  const inside = { ...parts, redirect: isFolded ? undefined : parts.redirect, client: parts.client.filter((l) => !outside.includes(l)) };
  const isOpen = areStepsOpen || inside.client.some((l) => form.errors[l.path] !== undefined);
  const save = () =>
    void form.submit(parts, async (input) => {
      if (!parts.isBrowser) {
        onSaved(await calls.save(input));
        return;
      }
      await calls.startSignIn(input);
      onSaved(undefined);
    });
  const steps = parts.isBrowser ? (
    signIn !== undefined && <SignInSteps {...part} source={source} signIn={signIn} parts={inside} onOpen={onOpen} />
  ) : (
    <Steps>
      {spec.guide.map((step, i) => (
        <GuideStep key={i} step={step} onOpen={onOpen} />
      ))}
    </Steps>
  );
  const hasSteps = parts.isBrowser || spec.guide.length > 0;
  return (
    <form
      className={css.authorizationForm}
      noValidate
      autoComplete="off"
      onSubmit={(e) => {
        e.stopPropagation();
        e.preventDefault();
        save();
      }}
    >
      {/* What was refused stays in view above the field it leads to. */}
      <div className={css.formTop}>
        <FormAlert errors={form.errors} />
      </div>
      <div className={css.formBody} ref={box}>
        <h2 className={`row-title ${css.formTitle ?? ''}`}>{changed === undefined ? t('create') : t('change', { name: changed.name })}</h2>
        <p className={`small muted ${css.formSentence ?? ''}`}>
          {sentenceOf(parts.isBrowser, isFolded, spec, t)}{' '}
          {spec.documentationUrl !== '' && (
            <button type="button" className="link small" onClick={() => onOpen(spec.documentationUrl)}>
              {t('form.documentation')}
            </button>
          )}
        </p>
        <div className="stack">
          {form.error !== undefined && <ErrorView error={form.error} />}
          {parts.way !== undefined && <FormPart {...part} leaves={[parts.way]} />}
          {hasSteps && !isFolded && steps}
          {outside.length > 0 && <ClientFields {...part} leaves={outside} />}
          <TextInput label={t('form.name')} description={t('form.nameHelp')} value={form.name} onChange={(e) => form.rename(e.currentTarget.value)} error={form.name.trim() === '' ? t('form.nameMissing') : undefined} />
          <FormPart {...part} leaves={parts.others} />
          {hasSteps && isFolded && (
            <div>
              <button type="button" className="link small" aria-expanded={isOpen} onClick={() => setStepsOpen(!areStepsOpen)}>
                {isShipped ? t('app.useOwn') : t('form.showSteps', { source: source.name })}
              </button>
              <Collapse expanded={isOpen}>
                <div className={css.folded}>{steps}</div>
              </Collapse>
            </div>
          )}
        </div>
      </div>
      <div className={css.formFoot}>
        <p className="tiny faint">{parts.isBrowser ? t('form.browser') : t('form.checked')}</p>
        <Button type="submit" variant="filled" className="right" loading={form.isSaving} leftSection={parts.isBrowser ? <IconExternalLink {...icon} /> : undefined}>
          {parts.isBrowser ? t('signInAt', { source: source.name }) : t('form.save')}
        </Button>
      </div>
    </form>
  );
}

function sentenceOf(isBrowser: boolean, isFolded: boolean, spec: api.SourceSpec, t: TFunction<'source'>): string {
  const name = { source: spec.source.name };
  if (isBrowser) return isFolded ? t('app.shipped', name) : t('app.own', name);
  return spec.guide.length > 0 && !isFolded ? t('form.guided', name) : t('form.plain', name);
}
