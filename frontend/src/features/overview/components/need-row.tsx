import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { api } from '@/bridge/types';
import { Dialog } from '@/components/ui/dialog';
import { Notice } from '@/components/ui/notice';
import { useLocale } from '@/hooks/use-locale';
import { formatNumber, formatPercent } from '@/lib/format';
import { useQuickActions } from '../api/use-overview';

const known = ['guard', 'record_errors', 'sign_in', 'disabled', 'run_failed', 'key_file', 'disk'];

interface Words {
  title: string;
  means: string;
}

function useNeedWords(need: api.Need): Words {
  const { t } = useTranslation('overview');
  const locale = useLocale();
  const n = (value: number) => formatNumber(value, locale);
  const values = {
    ...need, number: n(need.count), of: n(need.of), percent: formatPercent(need.percent / 100, locale), topCount: n(need.topCount), count: need.count,
  };
  const error = need.error;
  if (!known.includes(need.code)) return { title: error?.what ?? need.name, means: error?.means ?? '' };
  const title = t(`need.${need.code}.title`, values);
  const means = error !== undefined && error.what !== '' ? `${error.what} ${error.means}`.trim() : t(`need.${need.code}.means`, values);
  return { title, means };
}

/** One thing that waits: what happened, what it means, one button. */
export function NeedRow({ need }: { need: api.Need }) {
  const words = useNeedWords(need);
  return (
    <Notice isRow kind={need.code === 'disabled' ? 'stopped' : 'needs'} title={words.title} actions={<NeedActions need={need} words={words} />}>
      {words.means}
    </Notice>
  );
}

function NeedActions({ need, words }: { need: api.Need; words: Words }) {
  const { t } = useTranslation('overview');
  const to = (place: string, label: string) => (
    <Button component={Link} to={place} size="xs">
      {label}
    </Button>
  );
  switch (need.code) {
    case 'guard':
      return <Decision need={need} words={words} />;
    case 'record_errors':
      return to(`/activity/errors?integration=${need.integration}`, t('need.record_errors.do'));
    case 'disabled':
      return to(`/integrations/${need.integration}`, t('need.disabled.do'));
    case 'run_failed':
      return to(`/activity?integration=${need.integration}`, t('need.run_failed.do'));
    case 'sign_in':
      return to(`/configuration/authorizations?authorization=${need.authorization}`, t('need.sign_in.do'));
    case 'key_file':
    case 'disk':
      return to('/settings', t('need.settings'));
    default:
      return need.integration === '' ? null : to(`/integrations/${need.integration}`, t('need.open'));
  }
}

/** The mass-change guard asks: both answers name what they do. */
function Decision({ need, words }: { need: api.Need; words: Words }) {
  const { t } = useTranslation('overview');
  const locale = useLocale();
  const { decide } = useQuickActions();
  const [isOpen, setOpen] = useState(false);
  const count = { count: need.count, number: formatNumber(need.count, locale) };
  const answer = (accept: boolean) => {
    decide(need.integration, accept);
    setOpen(false);
  };
  return (
    <>
      <Button size="xs" variant="subtle" onClick={() => answer(false)}>
        {t('need.guard.reject')}
      </Button>
      <Button size="xs" onClick={() => setOpen(true)}>
        {t('need.guard.do', count)}
      </Button>
      <Dialog
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={words.title}
        foot={
          <>
            <Button className="right" onClick={() => answer(false)} data-autofocus>
              {t('need.guard.keep', count)}
            </Button>
            <Button variant="danger" onClick={() => answer(true)}>
              {t('need.guard.accept', count)}
            </Button>
          </>
        }
      >
        <p className="muted">{words.means}</p>
        <p className="muted">{t('need.guard.choice', { table: need.table })}</p>
      </Dialog>
    </>
  );
}
