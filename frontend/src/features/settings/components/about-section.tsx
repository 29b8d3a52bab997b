import { Button } from '@mantine/core';
import { IconLifebuoy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { api } from '@/bridge/types';
import { CopyButton } from '@/components/ui/copy-button';
import { icon } from '@/components/ui/icon-size';
import { Fact, Facts } from '@/components/ui/facts';
import { SectionHead } from '@/components/ui/section-head';
import css from './settings-page.module.css';
import { SupportDialog } from './support-dialog';

export function AboutSection({ about }: { about: api.About }) {
  const { t } = useTranslation('settings');
  // In the address, so that a warning on another page can lead to it.
  const [asked, ask] = useSearchParams();
  return (
    <section>
      <SectionHead title={t('about.title')} />
      <Facts look="lined">
        <Fact name={t('about.version')}>{about.version}</Fact>
        <Fact name={t('about.system')}>{about.system}</Fact>
        <Fact name={t('about.privacy')}>{t('about.privacyWords')}</Fact>
      </Facts>
      <div className={css.actions}>
        <Button size="xs" leftSection={<IconLifebuoy {...icon} />} onClick={() => ask({ support: '1' })}>
          {t('support.open')}
        </Button>
        <CopyButton text={`Tributary ${about.version}, ${about.system}`} label={t('about.copy')} />
      </div>
      {asked.has('support') && <SupportDialog onClose={() => ask({}, { replace: true })} />}
    </section>
  );
}
