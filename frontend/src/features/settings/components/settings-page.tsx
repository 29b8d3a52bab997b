import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { Columns } from '@/components/ui/columns';
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
import { Outbox } from './outbox';
import css from './settings-page.module.css';
import { WindowSection } from './window-section';

export function SettingsPage() {
  const { t } = useTranslation('settings');
  const settings = useSettings();
  const about = useAbout();
  const mail = useMail();
  // What keeps one from being read mostly keeps all: it is said once, and tried again for all.
  const failed = [settings, mail, about].filter((part) => part.error !== null);
  const tryAgain = () => failed.forEach((part) => void part.refetch());
  return (
    <Page title={t('title')} sentence={t('sentence')}>
      {failed[0] !== undefined && <ErrorView error={failed[0].error} onAction={tryAgain} />}
      {settings.data === undefined && failed.length === 0 && <Coming />}
      {settings.data !== undefined && <Sections settings={settings.data} about={about.data} mail={mail.data} />}
    </Page>
  );
}

/** The sections, while they are on their way. */
function Coming() {
  return (
    <Columns
      first={
        <>
          <div className={css.comingChoices}>
            <LoadingRows titled rows={2} />
          </div>
          <div className={css.comingLines}>
            <LoadingRows titled rows={7} />
          </div>
        </>
      }
      second={
        <>
          <div className={css.comingServer}>
            <LoadingRows titled rows={2} />
          </div>
          <div className={css.comingFacts}>
            <LoadingRows titled rows={5} />
          </div>
        </>
      }
    />
  );
}

function Sections({ settings, about, mail }: { settings: api.Settings; about: api.About | undefined; mail: api.Mail | undefined }) {
  return (
    <Columns
      first={
        <>
          <WindowSection settings={settings} />
          <BackgroundSection settings={settings} about={about} />
          <NoticesSection settings={settings} />
          <AddressBookSection addresses={settings.addressBook} canSend={mail !== undefined && mail.server.host !== ''} />
        </>
      }
      second={
        <>
          {mail !== undefined && (
            <>
              <MailSection mail={mail} />
              <Outbox mails={mail.outbox} />
            </>
          )}
          {about !== undefined && (
            <>
              <DataSection about={about} />
              <AboutSection about={about} />
            </>
          )}
        </>
      }
    />
  );
}
