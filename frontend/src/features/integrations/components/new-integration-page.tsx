import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { defaultEverySeconds } from '@/components/integration/schedule';
import { signOf } from '@/components/integration/sign';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingForm } from '@/components/ui/loading-form';
import { Page } from '@/components/ui/page';
import { SignedSelect } from '@/components/ui/signed-select';
import { useDraft } from '@/hooks/use-draft';
import { useSaveIntegration } from '../api/use-integration-actions';
import { useConfigurations } from '../api/use-integrations';

const form = 'new-integration';

/** Step 1: which source configuration, and a name. Everything else stands on the page it leads to. */
export function NewIntegrationPage() {
  const { t } = useTranslation('integrations');
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const { data: configurations = [], error, isSuccess, isPending, refetch } = useConfigurations();
  const save = useSaveIntegration();
  const draft = useDraft(`integration:${params.get('configuration') ?? ''}`, { configuration: params.get('configuration') ?? '', name: '' });
  const [isTried, setTried] = useState(false);
  const { configuration, name } = draft.value;
  const create = () => {
    setTried(true);
    if (configuration === '' || name.trim() === '') return;
    const input = { id: '', name: name.trim(), configuration, updates: {}, everySeconds: defaultEverySeconds, cron: '', emailAlerts: [], hardDeletions: false };
    save.mutate(input, {
      onSuccess: (made) => {
        draft.forget();
        void navigate(`/integrations/${made.id}`);
      },
    });
  };
  const hasNone = isSuccess && configurations.length === 0;
  const foot = (
    <>
      <span className="small muted">{t('create.next')}</span>
      <Button className="right" type="submit" form={form} variant="filled" loading={save.isPending} disabled={isPending}>
        {t('create.do')}
      </Button>
    </>
  );
  return (
    <Page title={t('create.title')} sentence={t('create.sentence')} back={{ to: '/integrations', label: t('title') }} foot={isPending || (isSuccess && !hasNone) ? foot : undefined}>
      {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
      {isPending && <LoadingForm fields={['wide', 'wide']} />}
      {hasNone && (
        <EmptyState sentence={t('create.noConfiguration')} action={<Button component={Link} to="/configuration/new" variant="filled">{t('create.newConfiguration')}</Button>} />
      )}
      {isSuccess && !hasNone && (
        <form
          id={form}
          className="form stack"
          onSubmit={(e) => {
            e.preventDefault();
            create();
          }}
        >
          {save.error !== null && <ErrorView error={save.error} />}
          <SignedSelect
            label={t('configuration.title')}
            placeholder={t('configuration.choose')}
            nothingFound={t('configuration.none')}
            options={configurations.map((c) => ({ value: c.id, label: c.name, sign: signOf(c.source), note: c.source.name }))}
            value={configuration === '' ? null : configuration}
            onChange={(next) => draft.set((was) => ({ ...was, configuration: next ?? '' }))}
            error={isTried && configuration === '' ? t('configuration.missing') : undefined}
          />
          <TextInput
            label={t('name')}
            placeholder={t('create.nameExample')}
            value={name}
            onChange={(e) => {
              const typed = e.currentTarget.value;
              draft.set((was) => ({ ...was, name: typed }));
            }}
            error={isTried && name.trim() === '' ? t('nameMissing') : undefined}
          />
        </form>
      )}
    </Page>
  );
}
