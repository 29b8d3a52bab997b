import { NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { SectionHead } from '@/components/ui/section-head';
import { useChangeSettings } from '../api/use-settings';
import { SettingLine } from './setting-line';
import css from './settings-page.module.css';

const mostRuns = 16;
const mostDays = 3650;

/** How much runs at once, and how long the history of rows is kept. */
export function BackgroundSection({ settings }: { settings: api.Settings }) {
  const { t } = useTranslation('settings');
  const change = useChangeSettings();
  return (
    <section>
      <SectionHead title={t('background.title')} />
      <SettingLine title={t('background.runs')} help={t('background.runsHelp')}>
        <WholeNumber label={t('background.runs')} value={settings.maxRuns} min={1} max={mostRuns} onSettle={(maxRuns) => change({ maxRuns })} />
      </SettingLine>
      <SettingLine title={t('background.history')} help={t('background.historyHelp')}>
        <WholeNumber label={t('background.history')} value={settings.historyDays} min={1} max={mostDays} onSettle={(historyDays) => change({ historyDays })} />
        <span className="muted">{t('background.days', { count: settings.historyDays })}</span>
      </SettingLine>
    </section>
  );
}

interface WholeNumberProps {
  label: string;
  value: number;
  min: number;
  max: number;
  onSettle: (value: number) => void;
}

function WholeNumber({ label, value, min, max, onSettle }: WholeNumberProps) {
  return (
    <NumberInput
      className={css.number}
      aria-label={label}
      key={value}
      defaultValue={value}
      min={min}
      max={max}
      clampBehavior="strict"
      allowDecimal={false}
      hideControls
      onBlur={(e) => {
        const typed = Number(e.currentTarget.value);
        if (typed >= min && typed !== value) onSettle(typed);
      }}
    />
  );
}
