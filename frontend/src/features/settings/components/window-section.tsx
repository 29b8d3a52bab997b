import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { SectionHead } from '@/components/ui/section-head';
import { SegmentedTabs } from '@/components/ui/segmented-tabs';
import { useChangeSettings } from '../api/use-settings';
import { SettingLine } from './setting-line';

const system = 'system';
const stored = (choice: string) => (choice === system ? '' : choice);

/** Language, and light or dark. */
export function WindowSection({ settings }: { settings: api.Settings }) {
  const { t } = useTranslation('settings');
  const change = useChangeSettings();
  return (
    <section>
      <SectionHead title={t('window.title')} />
      <SettingLine title={t('window.language')}>
        <SegmentedTabs
          label={t('window.language')}
          value={settings.language === '' ? system : settings.language}
          onChange={(choice) => change({ language: stored(choice) })}
          options={[
            { value: system, label: t('window.asSystem') },
            { value: 'en', label: t('window.english') },
            { value: 'fr', label: t('window.french') },
          ]}
        />
      </SettingLine>
      <SettingLine title={t('window.appearance')}>
        <SegmentedTabs
          label={t('window.appearance')}
          value={settings.appearance === '' ? system : settings.appearance}
          onChange={(choice) => change({ appearance: stored(choice) })}
          options={[
            { value: system, label: t('window.asSystem') },
            { value: 'light', label: t('window.light') },
            { value: 'dark', label: t('window.dark') },
          ]}
        />
      </SettingLine>
    </section>
  );
}
