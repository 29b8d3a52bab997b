import { Switch } from '@mantine/core';
import { TimePicker } from '@mantine/dates';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { SectionHead } from '@/components/ui/section-head';
import { SegmentedTabs } from '@/components/ui/segmented-tabs';
import { useChangeSettings } from '../api/use-settings';
import { SettingLine } from './setting-line';
import css from './settings-page.module.css';

const night = { quietFrom: '22:00', quietUntil: '07:00' };
const never = { quietFrom: '', quietUntil: '' };

/** Whether notices show on the desktop, and when they must not. */
export function NoticesSection({ settings }: { settings: api.Settings }) {
  const { t } = useTranslation('settings');
  const change = useChangeSettings();
  const isQuiet = settings.quietFrom !== '';
  return (
    <section>
      <SectionHead title={t('notices.title')} sentence={t('notices.sentence')} />
      <SettingLine title={t('notices.desktop')} help={t('notices.desktopHelp')}>
        <Switch aria-label={t('notices.desktop')} checked={settings.bubbles} onChange={(e) => change({ bubbles: e.currentTarget.checked })} />
      </SettingLine>
      <SettingLine title={t('notices.quiet')} help={t('notices.quietHelp')}>
        <div className={css.beneath}>
          <SegmentedTabs
            label={t('notices.quiet')}
            value={isQuiet ? 'hours' : 'never'}
            onChange={(choice) => change(choice === 'hours' ? night : never)}
            options={[
              { value: 'never', label: t('notices.never') },
              { value: 'hours', label: t('notices.hours') },
            ]}
          />
          {isQuiet && (
            <span className={css.hours}>
              <Hour key={`from ${settings.quietFrom}`} label={t('notices.from')} value={settings.quietFrom} onSettle={(quietFrom) => change({ quietFrom })} />
              <span className="muted">{t('notices.to')}</span>
              <Hour key={`until ${settings.quietUntil}`} label={t('notices.until')} value={settings.quietUntil} onSettle={(quietUntil) => change({ quietUntil })} />
            </span>
          )}
        </div>
      </SettingLine>
    </section>
  );
}

interface HourProps {
  label: string;
  /** 22:00 */
  value: string;
  onSettle: (value: string) => void;
}

/** A time of day from 0 to 24 hours, whatever the system's own way is: every time in the window is told so. */
function Hour({ label, value, onSettle }: HourProps) {
  const { t } = useTranslation('settings');
  const [typed, setTyped] = useState(value);
  return (
    <TimePicker
      aria-label={label}
      hoursInputLabel={t('notices.hoursOf', { label })}
      minutesInputLabel={t('notices.minutesOf', { label })}
      value={typed}
      onChange={setTyped}
      onBlur={() => {
        if (typed !== '' && typed !== value) onSettle(typed);
      }}
    />
  );
}
