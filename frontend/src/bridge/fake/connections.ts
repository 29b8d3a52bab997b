import type * as real from '../backend';
import { api, domain } from '../types';
import { manifestTrials } from './manifest-trials';
import { mappingOf } from './mapping';
import { ago } from './seed';
import { allSources, specOf } from './seed-sources';
import { signIns } from './sign-in';
import { stored } from './stored';
import { begin, emit, found, newID, world } from './world';

/* eslint-disable @typescript-eslint/require-await -- bound functions always return promises */

const { KeyVerdict } = api;

const authorization = (id: string) => found(world.authorizations.find((a) => a.id === id));
const configuration = (id: string) => found(world.configurations.find((c) => c.id === id));
const holderOf = (transfer: string) => found(world.configurations.find((c) => c.transfers.some((t) => t.id === transfer)));

function changeConfiguration(id: string, more: Partial<api.Configuration>): api.Configuration {
  const next = { ...configuration(id), ...more };
  world.configurations = world.configurations.map((c) => (c.id === id ? next : c));
  emit('configuration:changed', { id, name: next.name });
  return next;
}

function changeTransfer(id: string, more: Partial<api.Transfer>): api.Transfer {
  const holder = holderOf(id);
  const transfers = holder.transfers.map((t) => (t.id === id ? { ...t, ...more } : t));
  changeConfiguration(holder.id, { transfers });
  return found(transfers.find((t) => t.id === id));
}

function forgetChanges(transfer: string): void {
  world.integrations = world.integrations.map((i) => ({ ...i, fieldChanges: i.fieldChanges.filter((c) => c.transfer !== transfer) }));
}

export const sourcesAPI: typeof real.SourcesAPI = {
  async List() {
    begin('SourcesAPI.List');
    return allSources;
  },
  async Spec(id) {
    begin('SourcesAPI.Spec');
    return specOf(id);
  },
  async ChoosePath() {
    begin('SourcesAPI.ChoosePath');
    return '/home/josee/prix';
  },
  async ChooseManifest() {
    begin('SourcesAPI.ChooseManifest');
    return '/home/josee/service.yaml';
  },
  ...manifestTrials,
  async LoadManifest(path) {
    begin('SourcesAPI.LoadManifest');
    return { id: 'own-service', name: 'Own service', category: path, monogram: 'Os', description: '', needsAuthorization: true, fromFile: true };
  },
  async Dropped(paths) {
    begin('SourcesAPI.Dropped', paths);
    const path = paths[0] ?? '';
    return { path, isManifest: path.endsWith('.yaml'), name: path.replace(/^.*\//, '').replace(/\.\w+$/, '') };
  },
  async RemoveManifest() {
    begin('SourcesAPI.RemoveManifest');
  },
};

export const authorizationsAPI: typeof real.AuthorizationsAPI = {
  async List(source) {
    begin('AuthorizationsAPI.List');
    return world.authorizations.filter((a) => source === '' || a.source.id === source);
  },
  async Save(input) {
    begin('AuthorizationsAPI.Save');
    const source = found(allSources.find((s) => s.id === input.source));
    const was = world.authorizations.find((a) => a.id === input.id);
    const made: api.Authorization = {
      ...(was ?? { usedBy: [], integrations: [], hint: '', lastUsedAt: '', expiresAt: '' }), ...stored(source.id, input.values, was?.secretFields),
      id: input.id === '' ? newID('a') : input.id, source, name: input.name, state: domain.AuthorizationState.works, stateWords: '', checkedAt: ago(0), isSignIn: false, canRevoke: false,
    };
    world.authorizations = [...world.authorizations.filter((a) => a.id !== made.id), made];
    emit('authorization:changed', { id: made.id, name: made.name });
    return made;
  },
  async Check(id) {
    begin('AuthorizationsAPI.Check');
    const checked = { ...authorization(id), state: domain.AuthorizationState.works, checkedAt: ago(0) };
    world.authorizations = world.authorizations.map((a) => (a.id === id ? checked : a));
    return checked;
  },
  async Rename(id, name) {
    begin('AuthorizationsAPI.Rename');
    const renamed = { ...authorization(id), name };
    world.authorizations = world.authorizations.map((a) => (a.id === id ? renamed : a));
    emit('authorization:changed', { id, name });
    return renamed;
  },
  async Delete(id) {
    begin('AuthorizationsAPI.Delete');
    world.authorizations = world.authorizations.filter((a) => a.id !== id);
    emit('authorization:changed', { id, name: '' });
  },
  ...signIns,
};

export const configurationsAPI: typeof real.ConfigurationsAPI = {
  async List() {
    begin('ConfigurationsAPI.List');
    return world.configurations;
  },
  async Get(id) {
    begin('ConfigurationsAPI.Get');
    return configuration(id);
  },
  async DataTypes(id) {
    begin('ConfigurationsAPI.DataTypes');
    const c = configuration(id);
    const names = ['Customers', 'Orders', 'Products', 'Refunds', 'Coupons', 'Order notes'];
    return names.map((label) => ({ name: label.toLowerCase(), label, fields: 34, changedOnly: true, added: c.transfers.some((t) => t.label === label) }));
  },
  async Save(input) {
    begin('ConfigurationsAPI.Save');
    const source = found(allSources.find((s) => s.id === input.source));
    const chosen = world.authorizations.find((a) => a.id === input.authorization);
    const more = { name: input.name, source, settings: input.settings, ...(chosen === undefined ? {} : { authorization: chosen }) };
    if (input.id !== '') return changeConfiguration(input.id, more);
    const made: api.Configuration = { id: newID('c'), transfers: [], usedBy: [], ...more };
    world.configurations = [...world.configurations, made];
    emit('configuration:changed', { id: made.id, name: made.name });
    return made;
  },
  async Delete(id) {
    begin('ConfigurationsAPI.Delete');
    world.configurations = world.configurations.filter((c) => c.id !== id);
    emit('configuration:changed', { id, name: '' });
  },
};

/** What the preview says the service was asked. */
const asked: api.Request[] = [
  { method: 'GET', address: 'https://boutique.rivemont.example/wp-json/wc/v3/customers?per_page=100&page=1&role=all&orderby=id', status: 429, millis: 84, bytes: 212, failure: '' },
  { method: 'GET', address: 'https://boutique.rivemont.example/wp-json/wc/v3/customers?per_page=100&page=1&role=all&orderby=id', status: 200, millis: 641, bytes: 184_320, failure: '' },
];

export const transfersAPI: typeof real.TransfersAPI = {
  async Add(id, dataType) {
    begin('TransfersAPI.Add');
    const label = dataType.charAt(0).toUpperCase() + dataType.slice(1);
    const made: api.Transfer = { id: newID('t'), dataType, label, table: '', active: false, mappedFields: 0, fields: 34, keys: [], records: -1, refusal: 'Choose a primary key in Mapping first', whenFieldsChange: domain.WhenFieldsChange.tell, fieldChanges: [] };
    changeConfiguration(id, { transfers: [...configuration(id).transfers, made] });
    return made;
  },
  async Remove(id) {
    begin('TransfersAPI.Remove');
    const holder = holderOf(id);
    changeConfiguration(holder.id, { transfers: holder.transfers.filter((t) => t.id !== id) });
  },
  async Activate(id) {
    begin('TransfersAPI.Activate');
    return changeTransfer(id, { active: true });
  },
  async Deactivate(id) {
    begin('TransfersAPI.Deactivate');
    return changeTransfer(id, { active: false });
  },
  async Mapping(id) {
    begin('TransfersAPI.Mapping');
    const holder = holderOf(id);
    return mappingOf(found(holder.transfers.find((t) => t.id === id)), holder.source);
  },
  async SaveMapping(input) {
    begin('TransfersAPI.SaveMapping');
    world.mappings[input.transfer] = input.assignments;
    const keys = input.assignments.filter((a) => a.primaryKey).map((a) => a.from);
    forgetChanges(input.transfer);
    return changeTransfer(input.transfer, { whenFieldsChange: input.whenFieldsChange, fieldChanges: [], table: input.table, mappedFields: input.assignments.length, keys, refusal: keys.length > 0 ? '' : 'Choose a primary key in Mapping first' });
  },
  async AdviseKey(id, paths) {
    begin('TransfersAPI.AdviseKey');
    const isGood = ['email', 'id', 'username'].includes(paths[0] ?? '');
    return { verdict: isGood ? KeyVerdict.good : KeyVerdict.weak, paths, records: holderOf(id).transfers[0]?.records ?? 0, different: isGood ? 1204 : 1187, empty: 0, shared: isGood ? [] : ['418 555-0142'], better: ['id', 'username'] };
  },
  async Preview(id) {
    begin('TransfersAPI.Preview');
    const view = mappingOf(found(holderOf(id).transfers.find((t) => t.id === id)), holderOf(id).source);
    const rows = [0, 1, 2].map((n) => view.fields.map((f) => f.samples[n] ?? ''));
    return { columns: view.fields.map((f) => f.path), rows, raw: rows.map((r) => JSON.stringify(Object.fromEntries(view.fields.map((f, i) => [f.path, r[i]])), null, 2)), requests: asked };
  },
  async DismissFieldChanges(id) {
    begin('TransfersAPI.DismissFieldChanges');
    forgetChanges(id);
    changeTransfer(id, { fieldChanges: [] });
  },
  async Suggest(id) {
    begin('TransfersAPI.Suggest');
    const holder = holderOf(id);
    return mappingOf(found(holder.transfers.find((t) => t.id === id)), holder.source).suggestions;
  },
};
