import { Button, NumberInput, PasswordInput, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { Dialog } from '@/components/ui/dialog';
import { ErrorView } from '@/components/ui/error-view';
import { Field } from '@/components/ui/field';
import { SegmentedTabs } from '@/components/ui/segmented-tabs';
import { useSaveMailServer } from '../api/use-mail';
import { empty, other, presetOf, withEncryption, withPreset } from './mail-server';
import css from './settings-page.module.css';

interface Props {
  mail: api.Mail;
  onClose: () => void;
}

/** The mail server: a known provider fills in all but who one is. */
export function MailServerDialog({ mail, onClose }: Props) {
  const { t } = useTranslation('settings');
  const save = useSaveMailServer();
  const [server, setServer] = useState(mail.server.host === '' ? empty : mail.server);
  const [password, setPassword] = useState('');
  const change = (more: Partial<api.MailServer>) => setServer((was) => ({ ...was, ...more }));
  const preset = presetOf(mail.presets, server);
  const submit = (wanted: api.MailServer) => save.mutate({ server: wanted, password }, { onSuccess: onClose });
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('mail.title')}
      foot={
        <>
          {mail.server.host !== '' && (
            <Button variant="danger" onClick={() => submit({ ...empty, host: '' })}>
              {t('mail.remove')}
            </Button>
          )}
          <Button className="right" variant="filled" type="submit" form="mail-server" loading={save.isPending}>
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
          submit(server);
        }}
      >
        {save.error !== null && <ErrorView error={save.error} />}
        <Select
          label={t('mail.provider')}
          data={[...mail.presets.map((p) => p.name), { value: other, label: t('mail.other') }]}
          value={preset?.name ?? other}
          onChange={(name) => setServer(withPreset(server, mail.presets.find((p) => p.name === name)))}
          searchable
        />
        <div className={css.server}>
          <TextInput className="grow" label={t('mail.host')} placeholder={t('mail.hostExample')} value={server.host} onChange={(e) => change({ host: e.currentTarget.value })} spellCheck={false} />
          <NumberInput className={css.port} label={t('mail.port')} hideControls allowDecimal={false} min={1} max={65_535} value={server.port} onChange={(port) => change({ port: Number(port) })} />
        </div>
        <Field label={t('mail.encryption')} help={server.tls === 'none' ? t('mail.openLine') : undefined}>
          <SegmentedTabs
            label={t('mail.encryption')}
            value={server.tls}
            onChange={(tls) => setServer(withEncryption(server, tls))}
            options={[
              { value: 'starttls', label: t('mail.starttls') },
              { value: 'tls', label: t('mail.tls') },
              { value: 'none', label: t('mail.plain') },
            ]}
          />
        </Field>
        {server.tls !== 'none' && (
          <>
            <TextInput label={t('mail.user')} description={t('mail.userHelp')} autoComplete="off" spellCheck={false} value={server.user} onChange={(e) => change({ user: e.currentTarget.value })} />
            <PasswordInput
              label={t('mail.password')}
              description={preset?.appPassword === true ? t('mail.appPassword', { name: preset.name }) : undefined}
              placeholder={mail.server.hasPassword && server.host === mail.server.host ? t('mail.kept') : undefined}
              autoComplete="off"
              visibilityToggleButtonProps={{ 'aria-label': t('mail.show'), tabIndex: 0 }}
              value={password}
              onChange={(e) => setPassword(e.currentTarget.value)}
            />
          </>
        )}
        <TextInput label={t('mail.from')} description={t('mail.fromHelp')} type="email" placeholder={t('mail.fromExample')} value={server.from} onChange={(e) => change({ from: e.currentTarget.value })} />
      </form>
    </Dialog>
  );
}
