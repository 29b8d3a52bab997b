import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { ErrorView } from '@/components/ui/error-view';
import { LoadingRows } from '@/components/ui/loading-rows';
import { Page } from '@/components/ui/page';
import { useMail } from '../api/use-mail';
import { useAbout, useSettings } from '../api/use-settings';
import { AboutSection } from './about-section';
import { AddressBookSection } from './address-book-section';
import { BackgroundSection } from './background-section';
import { DataSection } from './data-section';
import { MailSection } from './mail-section';
import { NoticesSection } from './notices-section';
import css from './settings-page.module.css';
import { WindowSection } from './window-section';

export function SettingsPage() {
  const { t } = useTranslation('settings');
  const { data, error, refetch } = useSettings();
  const about = useAbout();
  const mail = useMail();
  return (
    <Page title={t('title')} sentence={t('sentence')}>
      {error !== null && <ErrorView error={error} onAction={() => void refetch()} />}
      {data === undefined && error === null && <LoadingRows />}
      {data !== undefined && <Sections settings={data} about={about.data} mail={mail.data} />}
      {mail.error !== null && <ErrorView error={mail.error} onAction={() => void mail.refetch()} />}
      {about.error !== null && <ErrorView error={about.error} onAction={() => void about.refetch()} />}
    </Page>
  );
}

function Sections({ settings, about, mail }: { settings: api.Settings; about: api.About | undefined; mail: api.Mail | undefined }) {
  return (
    <div className={css.columns}>
      <div className={css.column}>
        <WindowSection settings={settings} />
        <BackgroundSection settings={settings} />
        <NoticesSection settings={settings} />
        <AddressBookSection addresses={settings.addressBook} canSend={mail !== undefined && mail.server.host !== ''} />
      </div>
      <div className={css.column}>
        {mail !== undefined && <MailSection mail={mail} />}
        {about !== undefined && (
          <>
            <DataSection about={about} />
            <AboutSection about={about} />
          </>
        )}
      </div>
    </div>
  );
}
