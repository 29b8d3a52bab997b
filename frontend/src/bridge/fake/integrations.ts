import type * as real from '../backend';
import { type api, domain } from '../types';
import { activeUpdates, ago, counts, meters, transferRun } from './seed';
import { begin, emit, found, newID, world } from './world';

/* eslint-disable @typescript-eslint/require-await -- bound functions always return promises */

const { active, inactive } = domain.IntegrationState;

const one = (id: string): api.Integration => found(world.integrations.find((i) => i.id === id));

function change(id: string, more: Partial<api.Integration>): api.Integration {
  const next = { ...one(id), ...more };
  world.integrations = world.integrations.map((i) => (i.id === id ? next : i));
  emit('integration:changed', { id, name: next.name });
  return next;
}

function refusalOf(updates: api.TransferUpdates[]): string {
  if (updates.length === 0) return 'Activate a data transfer in the source configuration first';
  return updates.some((u) => u.updates.length > 0) ? '' : 'Tick a type of update first';
}

function runOf(i: api.Integration, more: Partial<api.Run>): api.Run {
  return {
    id: newID('r'), integration: i.id, integrationName: i.name, trigger: domain.Trigger.manual, dryRun: false, full: false, startedAt: ago(0), endedAt: '', undo: '', result: domain.RunResult.running,
    transfers: i.updates.filter((u) => u.updates.length > 0).map((u) => transferRun(u.dataType, u.label, u.table, {})), ...more,
  };
}

function save(input: api.IntegrationInput): api.Integration {
  const configuration = found(world.configurations.find((c) => c.id === input.configuration));
  const ticked = activeUpdates(configuration).map((u) => ({ ...u, updates: input.updates[u.dataType] ?? [] }));
  const common = {
    name: input.name, configuration: { id: configuration.id, name: configuration.name }, source: configuration.source, updates: ticked, everySeconds: input.everySeconds, cron: input.cron,
    emailAlerts: input.emailAlerts, hardDeletions: input.hardDeletions, refusal: refusalOf(ticked),
  };
  world.settings = { ...world.settings, addressBook: [...new Set([...world.settings.addressBook, ...input.emailAlerts])] };
  if (input.id !== '') return change(input.id, common);
  const made: api.Integration = { id: newID('i'), state: inactive, stateCause: '', stateAt: '', pausedUntil: '', nextRunAt: '', meters: meters(), warning: '', disableAt: '', fieldChanges: [], ...common };
  world.integrations = [...world.integrations, made];
  emit('integration:changed', { id: made.id, name: made.name });
  return made;
}

export const integrationsAPI: typeof real.IntegrationsAPI = {
  async List() {
    begin('IntegrationsAPI.List');
    return world.integrations;
  },
  async Get(id) {
    begin('IntegrationsAPI.Get');
    return one(id);
  },
  async Save(input) {
    begin('IntegrationsAPI.Save');
    return save(input);
  },
  async Activate(id) {
    begin('IntegrationsAPI.Activate');
    return change(id, { state: active, stateAt: ago(0), nextRunAt: ago(-0.5) });
  },
  async Deactivate(id) {
    begin('IntegrationsAPI.Deactivate');
    return change(id, { state: inactive, stateAt: ago(0), nextRunAt: '' });
  },
  async Pause(id, minutes) {
    begin('IntegrationsAPI.Pause');
    return change(id, { pausedUntil: new Date(Date.now() + minutes * 60_000).toISOString() });
  },
  async Resume(id) {
    begin('IntegrationsAPI.Resume');
    return change(id, { pausedUntil: '' });
  },
  async Delete(id) {
    begin('IntegrationsAPI.Delete');
    world.integrations = world.integrations.filter((i) => i.id !== id);
    emit('integration:changed', { id, name: '' });
  },
  async SyncNow(id, full) {
    begin('IntegrationsAPI.SyncNow');
    const i = one(id);
    const run = runOf(i, { full });
    change(id, { running: { run: run.id, integration: id, dataType: i.updates[0]?.dataType ?? '', counts: counts({ read: 120 }), total: 1204, perSecond: 240, waitsUntil: '' } });
    emit('run:started', run);
    return run;
  },
  async Cancel(id) {
    begin('IntegrationsAPI.Cancel');
    world.integrations = world.integrations.map((i) => {
      if (i.id !== id || !i.running) return i;
      const { running, ...rest } = i;
      return { ...rest, lastRun: runOf(i, { id: running.run, result: domain.RunResult.cancelled, endedAt: ago(0) }) };
    });
    emit('integration:changed', { id, name: '' });
  },
  async Held(id) {
    begin('IntegrationsAPI.Held');
    const held = one(id).lastRun?.transfers.find((r) => r.heldRows > 0);
    return Array.from({ length: held?.heldRows ?? 0 }, (_, n) => ({
      table: held?.table ?? '', id: String(n + 1), key: `SAV-${String(100 + n)}`, deletion: n % 4 !== 3, fields: n % 4 === 3 ? [{ field: 'Price', before: `${String(n + 4)}.50`, after: '' }] : [],
    }));
  },
  async Decide(id) {
    begin('IntegrationsAPI.Decide');
    world.needs = world.needs.filter((n) => n.code !== 'guard');
    return runOf(change(id, { state: active }), { result: domain.RunResult.ok, endedAt: ago(0) });
  },
  async DryRun(id) {
    begin('IntegrationsAPI.DryRun');
    const numbers: Record<string, Partial<api.Counts>> = { customers: { read: 1204, created: 3, updated: 41, deleted: 6, unchanged: 1160 }, orders: { read: 9131, created: 18, updated: 9, unchanged: 9102, leftOut: 4, recordErrors: 2 } };
    const i = one(id);
    const transfers = i.updates.filter((u) => u.updates.length > 0).map((u) => transferRun(u.dataType, u.label, u.table, numbers[u.dataType] ?? { read: 412, created: 187, updated: 61, unchanged: 164 }));
    const example = (key: string, before: string, after: string): api.DryRunExample => ({ dataType: 'customers', table: 'Contacts', key, update: domain.UpdateType.updated, fields: [{ field: 'City', before, after }] });
    return { run: runOf(i, { dryRun: true, result: domain.RunResult.ok, startedAt: ago(2.2), endedAt: ago(2.1), transfers }), examples: [example('alexis.cote@courriel.example', 'Hull', 'Gatineau'), example('pascale.l@courriel.example', 'Lévis', 'Québec')] };
  },
};
