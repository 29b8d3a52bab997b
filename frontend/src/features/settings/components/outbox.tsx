import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseTime } from '@/bridge/time';
import { type api, domain } from '@/bridge/types';
import { Details } from '@/components/ui/details';
import { RelativeTime } from '@/components/ui/relative-time';
import { SectionHead } from '@/components/ui/section-head';
import { StatusChip } from '@/components/ui/status-chip';
import { useSendAgain } from '../api/use-mail';
import css from './settings-page.module.css';

const kinds = { waiting: 'needs', delivered: 'fine', failed: 'stopped' } as const;
const fewDelivered = 3;

/** Who got which mail; who did not, and why. */
export function Outbox({ mails }: { mails: api.OutboxMail[] }) {
  const { t } = useTranslation('settings');
  const [isAll, setAll] = useState(false);
  if (mails.length === 0) return null;
  const open = mails.filter((m) => m.state !== domain.MailState.delivered);
  const delivered = mails.filter((m) => m.state === domain.MailState.delivered);
  const shown = [...open, ...(isAll ? delivered : delivered.slice(0, fewDelivered))];
  return (
    <section>
      <SectionHead title={t('outbox.title')} sentence={t('outbox.sentence')} />
      <div className="panel">
        {shown.map((m) => (
          <MailRow key={m.id} mail={m} />
        ))}
      </div>
      {shown.length < mails.length && (
        <Button size="compact-xs" variant="subtle" onClick={() => setAll(true)}>
          {t('outbox.all', { count: mails.length })}
        </Button>
      )}
    </section>
  );
}

function MailRow({ mail }: { mail: api.OutboxMail }) {
  const { t } = useTranslation('settings');
  const again = useSendAgain();
  const at = parseTime(mail.answeredAt === '' ? mail.createdAt : mail.answeredAt);
  const isDone = mail.state === domain.MailState.delivered;
  return (
    <div className={css.mail}>
      <StatusChip kind={kinds[mail.state]} size={16} />
      <div>
        <p className="cut" title={mail.to}>
          {mail.to}
        </p>
        <p className="small muted cut" title={mail.subject}>
          {mail.subject}
        </p>
      </div>
      {!isDone && (
        <Button size="xs" onClick={() => again(mail.id)}>
          {t('outbox.again')}
        </Button>
      )}
      <div className={css.became}>
        {!isDone && mail.answer !== '' && <p className="small">{mail.answer}</p>}
        <p className="small faint">
          {t(`outbox.${mail.state}`)} {at !== undefined && <RelativeTime at={at} inSentence />}
        </p>
        {mail.details !== '' && <Details text={mail.details} />}
      </div>
    </div>
  );
}
