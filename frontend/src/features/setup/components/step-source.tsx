import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { signOf } from '@/components/integration/sign';
import { AuthorizationChoice } from '@/components/source/authorization-choice';
import { SettingsFields } from '@/components/source/settings-fields';
import { ErrorView } from '@/components/ui/error-view';
import { checkForm, type FormErrors } from '@/components/ui/form-check';
import { defaultsOf, tidied } from '@/components/ui/form-spec';
import { LoadingForm } from '@/components/ui/loading-form';
import { SignedSelect } from '@/components/ui/signed-select';
import { pickPath, useSetupCalls, useSources, useSourceSpec } from '../api/use-setup-data';
import css from './setup.module.css';
import type { StepProps } from './setup-page';
import { StepTitle } from './step-title';

/** Step 1: the service, its authorization or its path, and a name. */
export function StepSource({ state, foot }: StepProps) {
  const { t } = useTranslation('setup');
  const { setup, change } = state;
  const { data: sources, error, isPending, refetch } = useSources();
  const { data: spec } = useSourceSpec(setup.source);
  const calls = useSetupCalls();
  const [isTried, setTried] = useState(false);
  const source = sources?.find((s) => s.id === setup.source);
  const isSaved = setup.configuration !== '';
  const needs = source?.needsAuthorization === true;
  const settings = Object.keys(setup.settings).length === 0 && spec !== undefined ? defaultsOf(spec.settings) : setup.settings;
  const settingErrors: FormErrors = isTried && spec !== undefined ? checkForm(spec.settings, settings) : {};
  const next = () => {
    setTried(true);
    if (spec === undefined || setup.name.trim() === '' || (needs && setup.authorization === '') || Object.keys(checkForm(spec.settings, settings)).length > 0) return;
    void state.proceed(async () => {
      const saved = await calls.saveConfiguration({ id: setup.configuration, name: setup.name.trim(), source: setup.source, authorization: setup.authorization, settings: tidied(spec.settings, settings) });
      return { configuration: saved.id, settings, integrationName: setup.integrationName === '' ? saved.name : setup.integrationName };
    });
  };
  return (
    <section className={css.middle}>
      <StepTitle>{t('step.source')}</StepTitle>
      <p className="muted">{t('source.sentence')}</p>
      <div className={css.form}>
        {state.error !== undefined && <ErrorView error={state.error} />}
        {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
        {isPending && <LoadingForm fields={['wide']} />}
        {sources !== undefined && (
          <SignedSelect
            label={t('source.label')}
            placeholder={t('source.choose')}
            nothingFound={t('source.none')}
            disabled={isSaved}
            help={source?.description ?? ''}
            options={sources.map((s) => ({ value: s.id, label: s.name, sign: signOf(s), note: s.category }))}
            value={setup.source === '' ? null : setup.source}
            onChange={(id) => {
              const chosen = sources.find((s) => s.id === id);
              if (chosen !== undefined) change({ source: chosen.id, name: chosen.name, authorization: '', settings: {} });
            }}
            error={isTried && setup.source === '' ? t('source.missing') : undefined}
          />
        )}
        {source !== undefined && (
          <>
            <TextInput label={t('name')} value={setup.name} onChange={(e) => change({ name: e.currentTarget.value })} error={setup.name.trim() === '' ? t('nameMissing') : undefined} />
            {needs && <AuthorizationChoice source={source} chosen={setup.authorization} error={isTried && setup.authorization === '' ? t('source.noAuthorization') : undefined} onChoose={(authorization) => change({ authorization })} />}
            {spec !== undefined && <SettingsFields fields={spec.settings} values={settings} errors={settingErrors} onChange={(values) => change({ settings: values })} pickPath={pickPath} />}
          </>
        )}
      </div>
      {foot({ label: t('next'), onNext: next, isRefused: sources === undefined || setup.source === '' })}
    </section>
  );
}
