import { Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { CopyButton } from '@/components/ui/copy-button';
import { icon } from '@/components/ui/icon-size';
import { Fact, Facts } from '@/components/ui/facts';
import { SectionHead } from '@/components/ui/section-head';
import { useLocale } from '@/hooks/use-locale';
import { formatBytes } from '@/lib/format';
import { useOpenDataFolder } from '../api/use-settings';
import css from './settings-page.module.css';

/** Where the data rests, how much room it takes, and where secrets are kept. */
export function DataSection({ about }: { about: api.About }) {
  const { t } = useTranslation('settings');
  const locale = useLocale();
  const open = useOpenDataFolder();
  const isKeychain = about.secretsIn === 'keychain';
  return (
    <section>
      <SectionHead title={t('data.title')} sentence={t('data.sentence')} />
      <Facts look="lined">
        <Fact name={t('data.folder')}>{about.dataDir}</Fact>
        <Fact name={t('data.database')}>{about.database === '' ? t('data.files') : about.database}</Fact>
        <Fact name={t('data.project')}>{formatBytes(about.projectBytes, locale)}</Fact>
        <Fact name={t('data.state')}>{formatBytes(about.stateBytes, locale)}</Fact>
        <Fact name={t('data.secrets')}>
          {isKeychain ? t('data.keychain') : t('data.keyFile')}
          {about.secretsWords !== '' && <p>{about.secretsWords}</p>}
        </Fact>
      </Facts>
      <div className={css.actions}>
        <Button size="xs" leftSection={<IconFolderOpen {...icon} />} onClick={open}>
          {t('data.open')}
        </Button>
        <CopyButton text={about.dataDir} label={t('data.copy')} />
      </div>
    </section>
  );
}
