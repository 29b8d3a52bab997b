import { Button } from '@mantine/core';
import { IconFolderOpen } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { CopyButton } from '@/components/ui/copy-button';
import { icon } from '@/components/ui/icon-size';
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
      <dl className={css.facts}>
        <div>
          <dt>{t('data.folder')}</dt>
          <dd>{about.dataDir}</dd>
        </div>
        <div>
          <dt>{t('data.database')}</dt>
          <dd>{about.database === '' ? t('data.files') : about.database}</dd>
        </div>
        <div>
          <dt>{t('data.project')}</dt>
          <dd>{formatBytes(about.projectBytes, locale)}</dd>
        </div>
        <div>
          <dt>{t('data.state')}</dt>
          <dd>{formatBytes(about.stateBytes, locale)}</dd>
        </div>
        <div>
          <dt>{t('data.secrets')}</dt>
          <dd>
            {isKeychain ? t('data.keychain') : t('data.keyFile')}
            {about.secretsWords !== '' && <p>{about.secretsWords}</p>}
          </dd>
        </div>
      </dl>
      <div className={css.actions}>
        <Button size="xs" leftSection={<IconFolderOpen {...icon} />} onClick={open}>
          {t('data.open')}
        </Button>
        <CopyButton text={about.dataDir} label={t('data.copy')} />
      </div>
    </section>
  );
}
