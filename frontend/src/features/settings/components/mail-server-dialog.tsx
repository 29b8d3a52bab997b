import { Button, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { AuthorizationCard } from '@/components/source/authorization-card';
import { AuthorizationsDialog } from '@/components/source/authorizations-dialog';
import type { Start } from '@/components/source/use-dialog-state';
import { ConfirmTwoStep } from '@/components/ui/confirm-two-step';
import { Dialog } from '@/components/ui/dialog';
import { ErrorView } from '@/components/ui/error-view';
import { Field } from '@/components/ui/field';
import { SegmentedTabs } from '@/components/ui/segmented-tabs';
import { useAuthorizationsOf } from '../api/use-mail';
import { other, withEncryption } from './mail-server';
import css from './settings-page.module.css';
import { useMailForm } from './use-mail-form';

interface Props {
  mail: api.Mail;
  onClose: () => void;
}

/** The mail server: a known provider fills in all but who one is. */
export function MailServerDialog({ mail, onClose }: Props) {
  const { t } = useTranslation('settings');
  const form = useMailForm(mail, onClose);
  const { server, preset, change } = form;
  const accounts = useAuthorizationsOf(preset?.signIn ?? '');
  const [seeing, setSeeing] = useState<{ start?: Start | undefined }>();
  const [isRemoving, setRemoving] = useState(false);
  const isKept = mail.server.hasPassword && server.host === mail.server.host;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('mail.title')}
      width={560}
      foot={
        <>
          {mail.server.host !== '' && (
            <Button variant="danger" onClick={() => setRemoving(true)}>
              {t('mail.remove')}
            </Button>
          )}
          <Button className="right" onClick={onClose}>
            {t('ui:cancel')}
          </Button>
          <Button variant="filled" type="submit" form="mail-server" loading={form.isSaving}>
            {t('mail.save')}
          </Button>
        </>
      }
    >
      <form
        id="mail-server"
        className="stack"
        noValidate
        onSubmit={(e) => {
          e.preventDefault();
          form.submit();
        }}
      >
        {form.error !== null && <ErrorView error={form.error} />}
        <Select
          label={t('mail.provider')}
          data={[...mail.presets.map((p) => p.name), { value: other, label: t('mail.other') }]}
          value={preset?.name ?? other}
          onChange={form.choosePreset}
          searchable
        />
        <div className={css.server}>
          <TextInput label={t('mail.host')} placeholder={t('mail.hostExample')} value={server.host} onChange={(e) => change({ host: e.currentTarget.value })} spellCheck={false} />
          <NumberInput className={css.port} label={t('mail.port')} hideControls allowDecimal={false} min={1} max={65_535} value={server.port} onChange={(port) => change({ port: Number(port) })} />
          <Field label={t('mail.encryption')}>
            <SegmentedTabs
              label={t('mail.encryption')}
              value={server.tls}
              onChange={(tls) => form.setServer(withEncryption(server, tls))}
              options={[
                { value: 'starttls', label: t('mail.starttls') },
                { value: 'tls', label: t('mail.tls') },
                { value: 'none', label: t('mail.plain') },
              ]}
            />
          </Field>
        </div>
        {server.tls === 'none' && <p className="small muted">{t('mail.openLine')}</p>}
        {server.tls !== 'none' && preset !== undefined && preset.signIn !== '' && (
          <Field label={t('mail.way')}>
            <SegmentedTabs
              label={t('mail.way')}
              value={form.way}
              onChange={form.chooseWay}
              options={[
                { value: 'browser', label: t('mail.browser') },
                { value: 'password', label: t('mail.password') },
              ]}
            />
          </Field>
        )}
        {form.way === 'browser' && (
          <AuthorizationCard
            authorization={accounts.authorizations?.find((a) => a.id === server.authorization)}
            error={form.isAccountMissing ? t('mail.notSignedIn') : undefined}
            onSee={(start) => setSeeing({ start })}
          />
        )}
        {server.tls !== 'none' && form.way === 'password' && (
          <>
            <TextInput label={t('mail.user')} description={t('mail.userHelp')} autoComplete="off" spellCheck={false} value={server.user} onChange={(e) => change({ user: e.currentTarget.value })} />
            <PasswordInput
              label={t('mail.password')}
              description={preset?.appPassword === true ? t('mail.appPassword', { name: preset.name }) : undefined}
              placeholder={isKept ? t('mail.kept') : undefined}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': t('mail.show'), tabIndex: 0 }}
              value={form.password}
              onChange={(e) => form.setPassword(e.currentTarget.value)}
            />
          </>
        )}
        <TextInput label={t('mail.from')} description={t('mail.fromHelp')} type="email" placeholder={t('mail.fromExample')} value={server.from} onChange={(e) => change({ from: e.currentTarget.value })} />
      </form>
      {isRemoving && <ConfirmTwoStep opened onClose={() => setRemoving(false)} title={t('mail.removeTitle')} lost={t('mail.removeLost', { host: mail.server.host })} verb={t('mail.removeVerb')} onConfirm={form.remove} />}
      {seeing !== undefined && accounts.spec !== undefined && (
        <AuthorizationsDialog
          {...accounts}
          start={seeing.start}
          source={accounts.spec.source}
          chosen={server.authorization}
          onChoose={(one) => {
            form.chooseAccount(one);
            setSeeing(undefined);
          }}
          onClose={() => setSeeing(undefined)}
        />
      )}
    </Dialog>
  );
}
