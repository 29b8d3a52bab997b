import { Button, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { api } from '@/bridge/types';
import { signOf } from '@/components/integration/sign';
import { AuthorizationChoice } from '@/components/source/authorization-choice';
import { SettingsFields } from '@/components/source/settings-fields';
import { ErrorView } from '@/components/ui/error-view';
import { Page } from '@/components/ui/page';
import { SignedSelect } from '@/components/ui/signed-select';
import { toastDone } from '@/components/ui/toast';
import { pickPath, useSources, useSourceSpec } from '../api/use-sources';
import css from './connections.module.css';
import { ManifestDialog } from './manifest-dialog';
import { nothingTyped, settingsOf, useConfigurationForm } from './use-configuration-form';

/** Step 0: the service, a name, the authorization, and what it is told. */
export function NewSourcePage() {
  const { t } = useTranslation('connections');
  const navigate = useNavigate();
  const { data: sources = [], error, refetch, isPending } = useSources();
  const typing = useConfigurationForm('', nothingTyped);
  const { form, errors, change } = typing;
  const { data: spec, error: specError, refetch: askAgain } = useSourceSpec(form.source);
  // In the address, so that a file dropped onto the window leads to it: its path, or "" to choose one.
  const [asked, ask] = useSearchParams();
  const manifest = asked.get('manifest');
  const closeManifest = () => ask({}, { replace: true });
  const source = sources.find((s) => s.id === form.source);
  const settings = settingsOf(form, spec);
  const choose = (next: api.Source) => {
    const isOwnName = form.name.trim() !== '' && form.name !== source?.name;
    change({ source: next.id, name: isOwnName ? form.name : next.name, authorization: '', settings: {} });
  };
  const save = async () => {
    const saved = await typing.save(spec);
    if (saved === undefined) return;
    toastDone(t('create.done', { name: saved.name }));
    void navigate(`/configuration/${saved.id}`);
  };
  return (
    <Page
      title={t('create.title')}
      sentence={t('create.sentence')}
      back={{ to: '/configuration', label: t('configurations.title') }}
      foot={
        <>
          <span className="small muted">{t('create.next')}</span>
          <Button variant="filled" className="right" onClick={() => void save()} disabled={sources.length === 0} loading={typing.isSaving}>
            {t('save')}
          </Button>
        </>
      }
    >
      <div className={css.newForm}>
        {(error ?? specError) !== null && <ErrorView error={error ?? specError} onAction={() => void (error === null ? askAgain() : refetch())} />}
        {typing.error !== null && Object.keys(errors.settings).length === 0 && <ErrorView error={typing.error} />}
        <div>
          <SignedSelect
            label={t('source.label')}
            placeholder={isPending ? t('source.loading') : t('source.choose')}
            nothingFound={t('source.none')}
            options={sources.map((s) => ({ value: s.id, label: s.name, sign: signOf(s), note: s.category }))}
            value={form.source === '' ? null : form.source}
            onChange={(id) => {
              const next = sources.find((s) => s.id === id);
              if (next !== undefined) choose(next);
            }}
            error={errors.source ? t('source.missing') : undefined}
            loading={isPending}
          />
          {source !== undefined && <p className={`tiny faint ${css.below ?? ''}`}>{source.description}</p>}
          <p className={`row ${css.others ?? ''}`}>
            <button type="button" className="link tiny" onClick={() => ask({ manifest: '' })}>
              {t('manifest.load')}
            </button>
            <Link to="/configuration/try" className="link tiny">
              {t('try.open')}
            </Link>
          </p>
        </div>
        <TextInput label={t('name')} value={form.name} onChange={(e) => change({ name: e.currentTarget.value })} error={errors.name ? t('nameMissing') : undefined} />
        {source?.needsAuthorization === true && <AuthorizationChoice source={source} chosen={form.authorization} error={errors.authorization ? t('authorizations.missing') : undefined} onChoose={(authorization) => change({ authorization })} />}
        {spec !== undefined && <SettingsFields fields={spec.settings} values={settings} errors={errors.settings} onChange={(next) => change({ settings: next })} pickPath={pickPath} />}
      </div>
      {manifest !== null && (
        <ManifestDialog
          path={manifest}
          onClose={closeManifest}
          onLoaded={(made) => {
            closeManifest();
            choose(made);
          }}
        />
      )}
    </Page>
  );
}
