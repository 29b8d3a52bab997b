import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { api } from '@/bridge/types';
import { FieldChanges } from '@/components/mapping/field-changes';
import { ScheduleField } from '@/components/integration/schedule-field';
import { statusOf } from '@/components/integration/status';
import { Columns } from '@/components/ui/columns';
import { ErrorView } from '@/components/ui/error-view';
import { GearMenu } from '@/components/ui/gear-menu';
import { Page } from '@/components/ui/page';
import { SectionHead } from '@/components/ui/section-head';
import { StatusChip } from '@/components/ui/status-chip';
import { useLocale } from '@/hooks/use-locale';
import { useNow } from '@/hooks/use-now';
import { useDismissChanges } from '../api/use-integration-actions';
import { BudgetSection } from './budget-section';
import { ConfigurationSection } from './configuration-section';
import { DecisionNotice } from './decision-notice';
import { DryRunSection } from './dry-run-section';
import { EmailAlertSection } from './email-alert-section';
import { FootBar } from './foot-bar';
import css from './integration-view.module.css';
import { RemoveDialog } from './remove-dialog';
import { RenameDialog } from '@/components/ui/rename-dialog';
import { SignInNotice } from './sign-in-notice';
import { RunningLine } from './running-line';
import { UpdatesSection } from './updates-section';
import { useIntegrationForm } from './use-integration-form';
import { useIntegrationMenu } from './use-integration-menu';
import { usePageSentence } from './use-page-sentence';
import { useSaving } from './use-saving';

/** One integration: what it may do, when, whom it warns, and its budget. */
export function IntegrationView({ integration }: { integration: api.Integration }) {
  const { t } = useTranslation('integrations');
  const { t: words } = useTranslation('integration');
  const navigate = useNavigate();
  const status = statusOf(integration, useNow(), words, useLocale());
  const typing = useIntegrationForm(integration);
  const saving = useSaving(integration, typing);
  const dismiss = useDismissChanges();
  const [isRemoving, setRemoving] = useState(false);
  const [isRenaming, setRenaming] = useState(false);
  const menuOf = useIntegrationMenu(() => setRemoving(true), () => setRenaming(true));
  return (
    <Page
      title={typing.form.name}
      // The line below says that it runs.
      status={!integration.running && <StatusChip kind={status.kind}>{status.words}</StatusChip>}
      sentence={usePageSentence(integration)}
      back={{ to: '/integrations', label: t('title') }}
      action={<GearMenu label={t('menu.label', { name: integration.name })} items={menuOf(integration)} />}
      foot={<FootBar integration={integration} isChanged={typing.isChanged} saving={saving} />}
    >
      {saving.error !== null && (
        <div className={css.notice}>
          <ErrorView error={saving.error} />
        </div>
      )}
      {integration.state === 'needs_decision' && !integration.running && <DecisionNotice integration={integration} />}
      {integration.state === 'needs_sign_in' && !integration.running && <SignInNotice integration={integration} />}
      {integration.fieldChanges.map((c) => (
        <FieldChanges key={c.transfer} label={c.label} words={c.words} stops={c.stops} onOpen={() => void navigate(`/configuration/${integration.configuration.id}?mapping=${encodeURIComponent(c.transfer)}`)} onDismiss={() => dismiss(c.transfer)} />
      ))}
      {integration.running && <RunningLine integration={integration} progress={integration.running} />}
      {!integration.running && integration.lastRun?.error && !(integration.lastRun.error.code === 'fields_changed' && integration.fieldChanges.length > 0) && (
        <div className={css.notice}>
          <ErrorView error={integration.lastRun.error} />
        </div>
      )}
      <Columns
        isForm
        first={
          <>
            <ConfigurationSection integration={integration} value={typing.form.configuration} onChange={(configuration) => typing.change({ configuration, updates: {} })} />
            <UpdatesSection integration={integration} form={typing.form} onTick={typing.tick} />
            <EmailAlertSection addresses={typing.form.emailAlerts} onChange={(emailAlerts) => typing.change({ emailAlerts })} />
          </>
        }
        second={
          <>
            <section>
              <SectionHead title={t('schedule')} />
              <ScheduleField everySeconds={typing.form.everySeconds} cron={typing.form.cron} onChange={typing.change} />
            </section>
            <BudgetSection integration={integration} />
            <DryRunSection integration={integration} isChanged={typing.isChanged} />
          </>
        }
      />
      <RemoveDialog integration={isRemoving ? integration : undefined} onClose={() => setRemoving(false)} onRemoved={() => void navigate('/integrations')} />
      {isRenaming && <RenameDialog title={t('menu.rename')} label={t('name')} name={typing.form.name} onClose={() => setRenaming(false)} onRename={(name) => typing.change({ name })} />}
    </Page>
  );
}
