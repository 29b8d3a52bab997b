import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import controls from '@/styles/controls.module.css';
import { FormPart, type FormPartProps } from './form-part';
import type { Parts } from './sign-in-fields';
import { Copied, GuideStep, Steps } from './steps';
import css from './source.module.css';

interface Props extends Omit<FormPartProps, 'leaves' | 'sideBySide'> {
  source: api.Source;
  signIn: api.SignInSpec;
  parts: Parts;
  onOpen: (address: string) => void;
}

/** How the business registers its own OAuth app at the service, what it takes along, and where it brings back what it is shown. */
export function SignInSteps({ source, signIn, parts, onOpen, ...form }: Props) {
  const { t } = useTranslation('source');
  const permissions = t('app.permissions', { count: signIn.permissions.length });
  const name = { source: source.name };
  return (
    <Steps>
      {signIn.guide.map((step, i) => (
        <GuideStep key={i} step={step} onOpen={onOpen} />
      ))}
      {signIn.redirectAddress !== '' && (
        <Block title={t('app.redirect')}>
          <Copied text={signIn.redirectAddress} label={t('app.redirect')} />
          <p className={controls.help}>{t('app.redirectHelp', name)}</p>
        </Block>
      )}
      {signIn.permissions.length > 0 && (
        <Block title={permissions}>
          <Copied text={signIn.permissions.join(' ')} label={permissions} />
        </Block>
      )}
      {(parts.client.length > 0 || parts.redirect !== undefined) && (
        <Block title={t('form.bringBack', name)}>
          <ClientFields {...form} leaves={parts.client} />
          {parts.redirect !== undefined && <FormPart {...form} leaves={[parts.redirect]} />}
        </Block>
      )}
    </Steps>
  );
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <p className={css.stepText}>{title}</p>
      {children}
    </>
  );
}

/** What the service shows of the business's own OAuth app. */
export function ClientFields(props: FormPartProps) {
  return (
    <div className={css.client}>
      <FormPart {...props} sideBySide={props.leaves.length === 2} />
    </div>
  );
}
