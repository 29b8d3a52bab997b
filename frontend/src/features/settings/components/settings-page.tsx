import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Page } from '@/components/ui/page';
import { useAbout, useSettings } from '../api/use-settings';
import { AboutSection } from './about-section';
import { AddressBookSection } from './address-book-section';
import { BackgroundSection } from './background-section';
import { DataSection } from './data-section';
import css from './settings-page.module.css';
import { WindowSection } from './window-section';

export function SettingsPage() {
  const { t } = useTranslation('settings');
  const { data, error, refetch } = useSettings();
  const about = useAbout();
  return (
    <Page title={t('title')} sentence={t('sentence')}>
      {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
      {data === undefined && error === null && <LoadingRows />}
      {data !== undefined && <Sections settings={data} about={about.data} />}
      {about.error !== null && <ErrorView error={about.error} onAction={() => void about.refetch()} />}
    </Page>
  );
}

function Sections({ settings, about }: { settings: api.Settings; about: api.About | undefined }) {
  return (
    <div className={css.columns}>
      <div className={css.column}>
        <WindowSection settings={settings} />
        <BackgroundSection settings={settings} />
        <AddressBookSection addresses={settings.addressBook} />
      </div>
      {about !== undefined && (
        <div className={css.column}>
          <DataSection about={about} />
          <AboutSection about={about} />
        </div>
      )}
    </div>
  );
}
