import { Button, Select } from '@mantine/core';
import { IconFileDescription } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { api } from '@/bridge/types';
import { FormPart } from '@/components/source/form-part';
import { leavesOf } from '@/components/source/sign-in-fields';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { FormAlert } from '@/components/ui/form-from-spec';
import { icon } from '@/components/ui/icon-size';
import { LoadingForm } from '@/components/ui/loading-form';
import { Page } from '@/components/ui/page';
import { toastProblem } from '@/components/ui/toast';
import { useFirstInvalid } from '@/components/ui/use-first-invalid';
import { useChooseManifest, useManifestForm } from '../api/use-manifest-trial';
import { useLoadManifest, useSources } from '../api/use-sources';
import { ManifestName, ManifestProblems } from './manifest-report';
import { TrialResult } from './trial-result';
import css from './try.module.css';
import { nothingTyped, useConfigurationForm } from './use-configuration-form';
import { type TrialForm, useTrialForm } from './use-trial-form';

/** A manifest file tried before it is loaded: its settings on the left, records and requests on the right. */
export function TryManifestPage() {
  const [asked, ask] = useSearchParams();
  const path = asked.get('manifest') ?? '';
  const choosing = useChooseManifest();
  const { data, error, refetch } = useManifestForm(path);
  const { t } = useTranslation('connections');
  const choose = (
    <Button leftSection={<IconFileDescription {...icon} />} variant={path === '' ? 'filled' : 'default'} loading={choosing.isPending} onClick={() => choosing.mutate(undefined, { onSuccess: (chosen) => chosen !== '' && ask({ manifest: chosen }, { replace: true }), onError: toastProblem })}>
      {t('manifest.choose')}
    </Button>
  );
  // Another file has other settings: nothing typed for one is sent to the service of another.
  if (data !== undefined && error === null) return <Trying key={path} form={data} choose={choose} />;
  return (
    <Around choose={path === '' ? undefined : choose}>
      {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
      {path === '' && <EmptyState sentence={t('try.which')} action={choose} />}
      {path !== '' && error === null && <LoadingForm fields={['wide', 'wide', 'wide', 'half']} />}
    </Around>
  );
}

function Around({ choose, foot, layout = 'scroll', children }: { choose?: ReactNode; foot?: ReactNode; layout?: 'scroll' | 'fill'; children: ReactNode }) {
  const { t } = useTranslation('connections');
  return (
    <Page title={t('try.title')} sentence={t('try.sentence')} back={{ to: '/configuration/new', label: t('create.title') }} action={choose} foot={foot} layout={layout}>
      {children}
    </Page>
  );
}

function Trying({ form, choose }: { form: api.ManifestForm; choose: ReactNode }) {
  const { t } = useTranslation('connections');
  const id = useId();
  const trial = useTrialForm(form);
  const use = useUse(form.report.path, trial);
  const { usable } = form.report;
  const foot = (
    <>
      <span className="small muted">{t('try.kept')}</span>
      <span className="row right">
        {/* In the order of the work: what was tried is used with the next Tab. */}
        <Button variant="filled" type="submit" form={id} disabled={!usable} loading={trial.isTrying}>
          {t('try.it')}
        </Button>
        <Button disabled={!usable} loading={use.isPending} onClick={use.start}>
          {t('manifest.use')}
        </Button>
      </span>
    </>
  );
  return (
    <Around choose={choose} foot={foot} layout="fill">
      <div className={css.halves}>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keyboard */}
        <div className={css.left} tabIndex={0} role="region" aria-label={t('try.settings')}>
          <ManifestName report={form.report} />
          <ManifestProblems report={form.report} />
          {usable && <Fields id={id} trial={trial} />}
        </div>
        <TrialResult form={trial} />
      </div>
    </Around>
  );
}

function Fields({ id, trial }: { id: string; trial: TrialForm }) {
  const { t } = useTranslation('connections');
  const box = useFirstInvalid(trial.errors);
  const part = { values: trial.values, onChange: trial.type, errors: trial.errors, kept: [] };
  const parts = [
    { title: t('try.authorization'), leaves: leavesOf(trial.authorization, trial.values) },
    { title: t('try.settings'), leaves: leavesOf(trial.settings, trial.values) },
  ].filter(({ leaves }) => leaves.length > 0);
  return (
    <form
      id={id}
      className={css.form}
      noValidate
      autoComplete="off"
      onSubmit={(e) => {
        e.preventDefault();
        void trial.submit();
      }}
    >
      <Select label={t('add.label')} placeholder={t('try.ask')} searchable clearable={trial.dataType !== null} nothingFoundMessage={t('add.none')} data={trial.dataTypes} value={trial.dataType} onChange={trial.choose} />
      <div ref={box} className={css.form}>
        <FormAlert errors={trial.errors} />
        {trial.isBrowser && <p className="small muted">{t('try.browser')}</p>}
        {parts.map(({ title, leaves }) => (
          <div key={title} role="group" aria-label={title} className={css.form}>
            <h2 className="row-title">{title}</h2>
            <FormPart {...part} leaves={leaves} />
          </div>
        ))}
      </div>
    </form>
  );
}

/** Loads the manifest, and goes on where a source configuration is made of it. */
function useUse(path: string, trial: TrialForm) {
  const navigate = useNavigate();
  const load = useLoadManifest();
  useSources(); // The page that follows has its list at once.
  const { change } = useConfigurationForm('', nothingTyped);
  const start = () =>
    load.mutate(path, {
      onSuccess: (made) => {
        change({ source: made.id, name: made.name, authorization: '', settings: trial.settingsTyped });
        void navigate('/configuration/new');
      },
      onError: toastProblem,
    });
  return { start, isPending: load.isPending };
}
