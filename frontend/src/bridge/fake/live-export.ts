import type * as real from '../backend';
import { noLiveExport, writtenTo } from './seed-live-export';
import { begin, emit, world } from './world';

/* eslint-disable @typescript-eslint/require-await -- bound functions always return promises */

export const liveExportAPI: typeof real.LiveExportAPI = {
  async Get() {
    begin('LiveExportAPI.Get');
    return world.liveExport;
  },
  async Choose(folder, format, tables) {
    begin('LiveExportAPI.Choose', { folder, format, tables });
    world.liveExport = folder === '' ? noLiveExport : writtenTo(folder, format, tables, world.tables);
    emit('live_export:changed', { id: '', name: '' });
    return world.liveExport;
  },
  async Retry() {
    begin('LiveExportAPI.Retry');
    const { folder, format, tables } = world.liveExport;
    world.liveExport = writtenTo(folder, format, tables, world.tables);
    emit('live_export:changed', { id: '', name: '' });
  },
  async OpenFolder() {
    begin('LiveExportAPI.OpenFolder');
  },
};
