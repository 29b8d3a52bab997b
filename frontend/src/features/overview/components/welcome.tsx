import { Button, Switch } from '@mantine/core';
import { IconFileSpreadsheet, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { icon } from '@/components/ui/icon-size';
import { SegmentedTabs } from '@/components/ui/segmented-tabs';
import { StreamDrawing } from '@/components/ui/stream-drawing';
import { languageOf, languages } from '@/i18n/i18n';
import { useFirstChoices } from '../api/use-first-choices';
import css from './welcome.module.css';

// A language is called by its own name, whatever is spoken now.
const names = { en: 'English', fr: 'Français' };

/** The first start: what this is, two choices, and two ways to begin. It stands until something is set up. */
export function Welcome() {
  const { t, i18n } = useTranslation('overview');
  const { settings, choose } = useFirstChoices();
  return (
    <section className={css.welcome}>
      <StreamDrawing />
      <h2>{t('welcome.title')}</h2>
      <p>{t('welcome.what')}</p>
      <p>{t('welcome.how')}</p>
      <p>{t('welcome.where')}</p>
      <div className={css.ways}>
        <Button component={Link} to="/connect" variant="filled" leftSection={<IconPlus {...icon} />}>
          {t('connect')}
        </Button>
        <Button component={Link} to="/connect?source=spreadsheet" leftSection={<IconFileSpreadsheet {...icon} />}>
          {t('welcome.try')}
        </Button>
      </div>
      <p className="small muted">{t('welcome.tryHelp')}</p>
      {settings !== undefined && (
        <div className={css.choices}>
          <div>
            <h3 className="row-title grow">{t('welcome.language')}</h3>
            <SegmentedTabs label={t('welcome.language')} value={languageOf(i18n.language)} onChange={(language) => choose({ language })} options={languages.map((value) => ({ value, label: <span lang={value}>{names[value]}</span> }))} />
          </div>
          <div>
            <div className="grow">
              <h3 className="row-title">{t('welcome.login')}</h3>
              <p className="small muted">{t('welcome.loginHelp')}</p>
            </div>
            <Switch aria-label={t('welcome.login')} checked={settings.startAtLogin} onChange={(e) => choose({ startAtLogin: e.currentTarget.checked })} />
          </div>
        </div>
      )}
    </section>
  );
}
