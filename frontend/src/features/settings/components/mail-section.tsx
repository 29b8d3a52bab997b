import { Button } from '@mantine/core';
import { IconMailCog } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { icon } from '@/components/ui/icon-size';
import { Fact, Facts } from '@/components/ui/facts';
import { SectionHead } from '@/components/ui/section-head';
import { useSendTest } from '../api/use-mail';
import { MailServerDialog } from './mail-server-dialog';
import css from './settings-page.module.css';

/** The server that sends email alerts, and a test of it. */
export function MailSection({ mail }: { mail: api.Mail }) {
  const { t } = useTranslation('settings');
  const [isOpen, setOpen] = useState(false);
  const test = useSendTest();
  const { server } = mail;
  const isSet = server.host !== '';
  return (
    <section>
      <SectionHead title={t('mail.title')} sentence={t('mail.sentence')} />
      {!isSet && <p className="small muted">{t('mail.none')}</p>}
      {isSet && (
        <Facts look="lined">
          <Fact name={t('mail.host')}>
            {server.host}:{server.port}
          </Fact>
          <Fact name={t('mail.from')}>{server.from}</Fact>
        </Facts>
      )}
      <div className={css.actions}>
        <Button size="xs" leftSection={<IconMailCog {...icon} />} onClick={() => setOpen(true)}>
          {isSet ? t('mail.change') : t('mail.setUp')}
        </Button>
        {isSet && (
          <Button size="xs" loading={test.sendingTo !== undefined} onClick={() => test.send(server.from)}>
            {t('mail.test')}
          </Button>
        )}
      </div>
      {isOpen && <MailServerDialog mail={mail} onClose={() => setOpen(false)} />}
    </section>
  );
}
