import { Button, NumberInput, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { api } from '@/bridge/types';
import { SectionHead } from '@/components/ui/section-head';
import { useChangeSettings, useQuit } from '../api/use-settings';
import { SettingLine } from './setting-line';
import css from './settings-page.module.css';

const mostRuns = 16;
const mostDays = 3650;

/** When the program runs by itself, how much at once, and how long the history of rows is kept. */
export function BackgroundSection({ settings, about }: { settings: api.Settings; about: api.About | undefined }) {
  const { t } = useTranslation('settings');
  const change = useChangeSettings();
  const quit = useQuit();
  return (
    <section>
      <SectionHead title={t('background.title')} />
      <Choice name="login" on={settings.startAtLogin} onChange={(startAtLogin) => change({ startAtLogin })} />
      <Choice name="keep" on={settings.keepRunning} onChange={(keepRunning) => change({ keepRunning })} />
      <Choice name="battery" isUnknown={about?.powerKnown === false} on={!settings.notOnBattery} onChange={(on) => change({ notOnBattery: !on })} />
      <Choice name="metered" isUnknown={about?.meteredKnown === false} on={!settings.notOnMetered} onChange={(on) => change({ notOnMetered: !on })} />
      <SettingLine title={t('background.runs')} help={t('background.runsHelp')}>
        <WholeNumber label={t('background.runs')} value={settings.maxRuns} min={1} max={mostRuns} onSettle={(maxRuns) => change({ maxRuns })} />
      </SettingLine>
      <SettingLine title={t('background.history')} help={t('background.historyHelp')}>
        <WholeNumber label={t('background.history')} unit={t('background.days', { count: settings.historyDays })} value={settings.historyDays} min={1} max={mostDays} onSettle={(historyDays) => change({ historyDays })} />
      </SettingLine>
      <SettingLine title={t('background.quit')} help={t('background.quitHelp')}>
        <Button variant="default" size="xs" onClick={() => quit()}>
          {t('background.quitNow')}
        </Button>
      </SettingLine>
    </section>
  );
}

interface ChoiceProps {
  name: 'login' | 'keep' | 'battery' | 'metered';
  on: boolean;
  /** This computer does not tell what the choice is about: it runs in any case, and there is nothing to choose. */
  isUnknown?: boolean;
  onChange: (on: boolean) => void;
}

function Choice({ name, on, isUnknown = false, onChange }: ChoiceProps) {
  const { t } = useTranslation('settings');
  return (
    <SettingLine title={t(`background.${name}`)} help={t(`background.${name}${isUnknown && (name === 'battery' || name === 'metered') ? 'Unknown' : 'Help'}`)}>
      <Switch aria-label={t(`background.${name}`)} checked={on || isUnknown} disabled={isUnknown} onChange={(e) => onChange(e.currentTarget.checked)} />
    </SettingLine>
  );
}

interface WholeNumberProps {
  label: string;
  unit?: string;
  value: number;
  min: number;
  max: number;
  onSettle: (value: number) => void;
}

function WholeNumber({ label, unit, value, min, max, onSettle }: WholeNumberProps) {
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
      rightSection={unit === undefined ? undefined : <span className="small muted">{unit}</span>}
      rightSectionWidth={52}
      onBlur={(e) => {
        const typed = Number(e.currentTarget.value);
        if (typed >= min && typed !== value) onSettle(typed);
      }}
    />
  );
}
