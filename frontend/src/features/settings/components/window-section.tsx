import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { SectionHead } from '@/components/ui/section-head';
import { SegmentedTabs } from '@/components/ui/segmented-tabs';
import { useChangeSettings } from '../api/use-settings';
import { SettingLine } from './setting-line';

const system = 'system';

/** Language, and light or dark. */
export function WindowSection({ settings }: { settings: api.Settings }) {
  const { t } = useTranslation('settings');
  const change = useChangeSettings();
  const languages = [
    { value: 'en', label: t('window.english') },
    { value: 'fr', label: t('window.french') },
  ];
  const appearances = [
    { value: 'light', label: t('window.light') },
    { value: 'dark', label: t('window.dark') },
  ];
  return (
    <section>
      <SectionHead title={t('window.title')} />
      <Choice title={t('window.language')} value={settings.language} options={languages} onChange={(language) => change({ language })} />
      <Choice title={t('window.appearance')} value={settings.appearance} options={appearances} onChange={(appearance) => change({ appearance })} />
    </section>
  );
}

interface ChoiceProps {
  title: string;
  /** "" where the system's own is taken. */
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}

function Choice({ title, value, options, onChange }: ChoiceProps) {
  const { t } = useTranslation('settings');
  return (
    <SettingLine title={title}>
      <SegmentedTabs
        label={title}
        value={value === '' ? system : value}
        onChange={(choice) => onChange(choice === system ? '' : choice)}
        options={[{ value: system, label: t('window.asSystem') }, ...options]}
      />
    </SettingLine>
  );
}
