import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { Fragment, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { api } from '@/bridge/types';
import { signOf } from '@/components/integration/sign';
import { AuthorizationChoice } from '@/components/source/authorization-choice';
import { SettingsFields } from '@/components/source/settings-fields';
import { ErrorView } from '@/components/ui/error-view';
import { Field } from '@/components/ui/field';
import { GearMenu } from '@/components/ui/gear-menu';
import { Monogram } from '@/components/ui/monogram';
import { Page } from '@/components/ui/page';
import { toastDone } from '@/components/ui/toast';
import { useCountWord } from '@/components/ui/use-count-word';
import { pickPath, useSourceSpec } from '../api/use-sources';
import css from './connections.module.css';
import { RemoveConfigurationDialog } from './remove-configuration-dialog';
import { TransfersSection } from './transfers-section';
import { useConfigurationForm } from './use-configuration-form';

/** One source configuration: the service, its authorization, its settings, and what is transferred. */
export function ConfigurationView({ configuration }: { configuration: api.Configuration }) {
  const { t } = useTranslation('connections');
  const navigate = useNavigate();
  const { source } = configuration;
  const stored = useMemo(() => ({ name: configuration.name, source: configuration.source.id, authorization: configuration.authorization?.id ?? '', settings: configuration.settings as Record<string, unknown> }), [configuration]);
  const typing = useConfigurationForm(configuration.id, stored);
  const { form, errors, change, isChanged } = typing;
  const { data: spec, error, refetch } = useSourceSpec(source.id);
  const [isRemoving, setRemoving] = useState(false);
  const inUse = configuration.usedBy.length === 0 ? undefined : t('menu.inUse', { names: configuration.usedBy.map((u) => u.name).join(', ') });
  const save = async () => {
    if ((await typing.save(spec)) !== undefined) toastDone(t('saved'));
  };
  return (
    <Page
      title={configuration.name}
      sentence={<Sentence configuration={configuration} />}
      back={{ to: '/configuration', label: t('configurations.title') }}
      action={
        <GearMenu
          label={t('menu.label', { name: configuration.name })}
          items={[
            { key: 'integrate', label: t('next.create'), icon: IconPlus, onSelect: () => void navigate(`/integrations/new?configuration=${configuration.id}`) },
            { key: 'remove', label: t('menu.remove'), icon: IconTrash, onSelect: () => setRemoving(true), danger: true, afterLine: true, refused: inUse },
          ]}
        />
      }
      foot={<Foot configuration={configuration} isChanged={isChanged} isSaving={typing.isSaving} onSave={() => void save()} />}
    >
      {(error ?? typing.error) !== null && Object.keys(errors.settings).length === 0 && (
        <div className={css.notice}>
          {error === null ? <ErrorView error={typing.error} /> : <ErrorView error={error} onAction={() => void refetch()} />}
        </div>
      )}
      <div className={css.config}>
        <TextInput label={t('name')} value={form.name} onChange={(e) => change({ name: e.currentTarget.value })} error={errors.name ? t('nameMissing') : undefined} />
        <Field label={t('source.label')}>
          <div className={css.fixed}>
            <Monogram text={signOf(source)} size="tiny" />
            <span className="cut">{source.name}</span>
            <span className="tiny faint right nowrap">{source.category}</span>
          </div>
        </Field>
        {source.needsAuthorization && (
          <div className={css.wide}>
            <AuthorizationChoice source={source} chosen={form.authorization} known={configuration.authorization} error={errors.authorization ? t('authorizations.missing') : undefined} onChoose={(authorization) => change({ authorization })} />
          </div>
        )}
        {spec !== undefined && spec.settings.some((f) => !f.hidden) && (
          <div className={css.wide}>
            <SettingsFields fields={spec.settings} values={form.settings} errors={errors.settings} onChange={(settings) => change({ settings })} pickPath={pickPath} />
          </div>
        )}
      </div>
      <TransfersSection configuration={configuration} />
      <RemoveConfigurationDialog configuration={isRemoving ? configuration : undefined} onClose={() => setRemoving(false)} onRemoved={() => void navigate('/configuration')} />
    </Page>
  );
}

function Sentence({ configuration }: { configuration: api.Configuration }) {
  const { t } = useTranslation('connections');
  const word = useCountWord();
  const active = configuration.transfers.filter((x) => x.active).length;
  const all = configuration.transfers.length;
  return (
    <>
      {configuration.source.name}. {active === 0 ? t('page.none') : t('page.active', { count: active, word: word(active), all: word(all, 'inside') })}
      {configuration.usedBy.length > 0 && (
        <>
          {' '}
          {t('page.usedBy')}{' '}
          {configuration.usedBy.map((i, n) => (
            <Fragment key={i.id}>
              {n > 0 && ', '}
              <Link to={`/integrations/${i.id}`}>{i.name}</Link>
            </Fragment>
          ))}
          .
        </>
      )}
    </>
  );
}

function Foot({ configuration, isChanged, isSaving, onSave }: { configuration: api.Configuration; isChanged: boolean; isSaving: boolean; onSave: () => void }) {
  const { t } = useTranslation('connections');
  const isNext = configuration.usedBy.length === 0 && configuration.transfers.some((x) => x.active);
  // The one to press now is the last.
  const next = (
    <Button component={Link} to={`/integrations/new?configuration=${configuration.id}`} variant={isChanged ? 'default' : 'filled'}>
      {t('next.create')}
    </Button>
  );
  return (
    <>
      <span className="small faint">{isChanged ? t('foot.changed') : t('foot.saved')}</span>
      <span className="row right">
        {isNext && isChanged && next}
        <Button variant={isChanged ? 'filled' : 'default'} disabled={!isChanged} loading={isSaving} onClick={onSave}>
          {t('save')}
        </Button>
        {isNext && !isChanged && next}
      </span>
    </>
  );
}
