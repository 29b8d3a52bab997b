import type * as real from '../backend';
import { domain } from '../types';
import { begin, emit, world } from './world';

/* eslint-disable @typescript-eslint/require-await -- bound functions always return promises */

export const appAPI: typeof real.AppAPI = {
  async EventTypes() {
    throw new Error('only its type is used');
  },
  async OpenAddress() {
    begin('AppAPI.OpenAddress');
  },
  async Overview() {
    begin('AppAPI.Overview');
    return { needsYou: world.needs, warnings: world.warnings, integrations: world.integrations, days: world.days, today: world.today };
  },
  async PauseAll(minutes) {
    begin('AppAPI.PauseAll');
    world.pausedUntil = new Date(Date.now() + minutes * 60_000).toISOString();
  },
  async ResumeAll() {
    begin('AppAPI.ResumeAll');
    world.pausedUntil = '';
  },
  async CloseWindow() {
    begin('AppAPI.CloseWindow');
  },
  async Quit() {
    begin('AppAPI.Quit');
  },
  async WantedPage() {
    begin('AppAPI.WantedPage');
    const page = world.wantedPage;
    world.wantedPage = '';
    return page;
  },
  async UseLanguage() {
    begin('AppAPI.UseLanguage');
  },
  async Status() {
    begin('AppAPI.Status');
    const active = world.integrations.filter((i) => i.state === domain.IntegrationState.active);
    const next = active.map((i) => i.nextRunAt).filter((at) => at !== '').sort()[0] ?? '';
    const state = world.pausedUntil === '' ? 'fine' : 'paused';
    return { state, running: 0, nextRunAt: next, pausedUntil: world.pausedUntil, needs: world.needs.length + world.warnings.length, active: active.length };
  },
};

export const settingsAPI: typeof real.SettingsAPI = {
  async About() {
    begin('SettingsAPI.About');
    return { version: '0.1.0', dataDir: '/home/josee/.local/share/tributary', database: '', stateBytes: 1_400_000, projectBytes: 24_800_000, secretsIn: 'keychain', secretsWords: '', system: 'Debian GNU/Linux 13, WebKitGTK 2.48', powerKnown: true, meteredKnown: false };
  },
  async Get() {
    begin('SettingsAPI.Get');
    return world.settings;
  },
  async OpenDataDir() {
    begin('SettingsAPI.OpenDataDir');
  },
  async Save(settings) {
    begin('SettingsAPI.Save');
    world.settings = settings;
    emit('settings:changed', { id: '', name: '' });
    return settings;
  },
};
