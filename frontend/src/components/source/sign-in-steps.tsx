import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
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

/** How the business registers its own OAuth app at the service, and where it brings back what it is shown. */
export function SignInSteps({ source, signIn, parts, onOpen, ...form }: Props) {
  const { t } = useTranslation('source');
  const count = signIn.permissions.length;
  const name = { source: source.name };
  return (
    <Steps>
      {signIn.guide.map((step, i) => (
        <GuideStep key={i} step={step} onOpen={onOpen} />
      ))}
      {parts.redirect !== undefined && (
        <div key="own">
          <p className={css.stepText}>{t('app.ownRedirect', name)}</p>
          <FormPart {...form} leaves={[parts.redirect]} />
        </div>
      )}
      {signIn.redirectAddress !== '' && (
        <div key="redirect">
          <p className={css.stepText}>{t('app.redirect')}</p>
          <Copied text={signIn.redirectAddress} label={t('app.redirect')} />
          <p className={css.help}>{t('app.redirectHelp', name)}</p>
        </div>
      )}
      {count > 0 && (
        <div key="permissions">
          <p className={css.stepText}>{t('app.permissions', { count })}</p>
          <Copied text={signIn.permissions.join(' ')} label={t('app.permissions', { count })} />
        </div>
      )}
      {parts.client.length > 0 && (
        <div key="client">
          <p className={css.stepText}>{t('form.bringBack', name)}</p>
          <ClientFields {...form} leaves={parts.client} />
        </div>
      )}
    </Steps>
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
