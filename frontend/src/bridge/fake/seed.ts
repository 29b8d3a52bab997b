import { type api, domain } from '../types';
import { conflicts, order } from './seed-conflicts';
import { noLiveExport, seedLiveExport } from './seed-live-export';
import { seedMail } from './seed-mail';
import { said } from './said';
import { pastRuns } from './seed-runs';
import { hubspot, sheets, woo } from './seed-sources';
import { visits } from './seed-visits';
import type { World } from './world';

const { created, updated, deleted } = domain.UpdateType;
export const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

export const counts = (more: Partial<api.Counts> = {}): api.Counts => ({ read: 0, created: 0, updated: 0, unchanged: 0, deleted: 0, leftOut: 0, recordErrors: 0, ...more });

export const transferRun = (dataType: string, label: string, table: string, c: Partial<api.Counts>, more: Partial<api.TransferRun> = {}): api.TransferRun => ({
  dataType, label, table, mode: domain.ReadMode.changed, counts: counts(c), seconds: 2.4, warnings: [], fieldChanges: [], inService: -1, inProject: -1, differences: [], heldRows: 0, linked: 0, blanked: 0, ...more,
});

const transfer = (id: string, label: string, table: string, active: boolean, mapped: number, fields: number, keys: string[], records: number, refusal = ''): api.Transfer => ({
  id, dataType: label.toLowerCase().replaceAll(' ', '_'), label, table, active, mappedFields: mapped, fields, keys, records, refusal, whenFieldsChange: domain.WhenFieldsChange.tell, fieldChanges: [],
});

const needsKey = said('Choose a primary key in Mapping first', 'Choisissez d’abord une clé primaire dans Correspondance');

const shop: api.Authorization = {
  id: 'a-shop', source: woo, name: 'Clé de la boutique', values: { address: 'https://boutique.rivemont.example' }, secretFields: ['key', 'secret'], state: domain.AuthorizationState.works,
  stateWords: '', hint: said('boutique.rivemont.example, key ending in 7f3a, may only read', 'boutique.rivemont.example, clé se terminant par 7f3a, lecture seule'), checkedAt: ago(12), lastUsedAt: ago(4), expiresAt: '', usedBy: [{ id: 'c-shop', name: 'Boutique en ligne' }], integrations: [{ id: 'i-shop', name: 'Clients et commandes' }], isSignIn: false, canRevoke: false,
};
const crm: api.Authorization = {
  id: 'a-crm', source: hubspot, name: 'HubSpot de Josée', values: { credentials: { kind: 'browser', client_id: '4b1e09c2-77d0-4a5e-9c1f-2d6e8a70' } }, secretFields: ['credentials.client_secret', 'credentials.refresh_token'], state: domain.AuthorizationState.works, stateWords: '', hint: 'josee@rivemont.example',
  checkedAt: ago(12), lastUsedAt: ago(1), expiresAt: '', usedBy: [{ id: 'c-crm', name: 'HubSpot' }], integrations: [{ id: 'i-crm', name: 'Clients d’affaires' }], isSignIn: true, canRevoke: true,
};
const old: api.Authorization = {
  ...crm, id: 'a-old', name: 'Ancien compte', hint: 'comptoir@rivemont.example', state: domain.AuthorizationState.needs_sign_in, checkedAt: ago(190), lastUsedAt: ago(19 * 24 * 60), usedBy: [], integrations: [],
};

const sentFields = [said('The service sends 2 new fields: shipping.address_1, shipping.city.', 'Le service envoie 2 nouveaux champs : shipping.address_1, shipping.city.')];

const shopConfiguration: api.Configuration = {
  id: 'c-shop', name: 'Boutique en ligne', source: woo, authorization: shop, settings: { start_date: '2019-01-01' },
  transfers: [
    { ...transfer('t-customers', 'Customers', 'Contacts', true, 4, 13, ['email'], 1204), fieldChanges: sentFields },
    transfer('t-orders', 'Orders', 'Orders', true, 14, 61, ['number'], 9131),
    transfer('t-products', 'Products', 'Products', false, 6, 48, [], 164, needsKey),
    transfer('t-refunds', 'Refunds', '', false, 0, 22, [], 73, needsKey),
    transfer('t-coupons', 'Coupons', '', false, 0, 18, [], 12, needsKey),
  ],
  usedBy: [{ id: 'i-shop', name: 'Clients et commandes' }],
};
const crmConfiguration: api.Configuration = {
  id: 'c-crm', name: 'HubSpot', source: hubspot, authorization: crm, settings: {},
  transfers: [transfer('t-contacts', 'Contacts', 'Contacts', true, 7, 40, ['properties.email'], 412), transfer('t-deals', 'Deals', 'Orders', true, 5, 30, ['id'], 38)],
  usedBy: [{ id: 'i-crm', name: 'Clients d’affaires' }],
};
const sheetsConfiguration: api.Configuration = {
  id: 'c-sheets', name: 'Listes de prix', source: sheets, settings: { path: '/home/josee/prix' },
  transfers: [transfer('t-prices', 'Price list', 'Products', true, 4, 6, ['sku'], 123)], usedBy: [{ id: 'i-prices', name: 'Prix fournisseurs' }],
};

const run = (id: string, integration: string, name: string, startedMinutes: number, transfers: api.TransferRun[], more: Partial<api.Run> = {}): api.Run => ({
  id, integration, integrationName: name, trigger: domain.Trigger.schedule, dryRun: false, full: false, startedAt: ago(startedMinutes), endedAt: ago(startedMinutes - 0.2), undo: 'possible', result: domain.RunResult.ok, transfers, ...more,
});

const updates = (t: api.Transfer, ticked: domain.UpdateType[]): api.TransferUpdates => ({ dataType: t.dataType, label: t.label, table: t.table, mappedFields: t.mappedFields, updates: ticked });
export const activeUpdates = (c: api.Configuration): api.TransferUpdates[] => c.transfers.filter((t) => t.active).map((t) => updates(t, []));

export const meters = (failed = 0, bad = 0, errors = 0): api.Meter[] => [{ name: 'failed_runs', value: failed, limit: 30 }, { name: 'bad_runs', value: bad, limit: 3 }, { name: 'record_errors', value: errors, limit: 1000 }];

const integration = (id: string, name: string, c: api.Configuration, ticked: domain.UpdateType[][], more: Partial<api.Integration>): api.Integration => ({
  id, name, configuration: { id: c.id, name: c.name }, source: c.source, updates: activeUpdates(c).map((u, i) => ({ ...u, updates: ticked[i] ?? [] })), everySeconds: 900, cron: '', emailAlerts: [], hardDeletions: false,
  state: domain.IntegrationState.active, stateCause: '', stateAt: ago(60 * 24 * 3), pausedUntil: '', nextRunAt: ago(-11.5), meters: meters(), warning: '', disableAt: '', refusal: '', fieldChanges: [], ...more,
});

function integrations(): api.Integration[] {
  return [
    integration('i-shop', 'Clients et commandes', shopConfiguration, [[created, updated, deleted], [created, updated]], {
      emailAlerts: ['josee@rivemont.example', 'atelier@rivemont.example'], meters: meters(0, 0, 214), fieldChanges: [{ transfer: 't-customers', label: 'Customers', words: sentFields, stops: false }],
      lastRun: run('r-1', 'i-shop', 'Clients et commandes', 4.3, [transferRun('customers', 'Customers', 'Contacts', { read: 10, created: 3, updated: 7 }), transferRun('orders', 'Orders', 'Orders', { read: 19, created: 5, updated: 12, recordErrors: 2 })]),
    }),
    integration('i-crm', 'Clients d’affaires', crmConfiguration, [[created, updated], []], {
      everySeconds: 1800, nextRunAt: ago(-30.4), running: { run: 'r-2', integration: 'i-crm', dataType: 'contacts', counts: counts({ read: 180, created: 1, updated: 4 }), total: 412, perSecond: 22, waitsUntil: '' },
      lastRun: run('r-0', 'i-crm', 'Clients d’affaires', 31, [transferRun('contacts', 'Contacts', 'Contacts', { read: 5, created: 1, updated: 4 })]),
    }),
    integration('i-prices', 'Prix fournisseurs', sheetsConfiguration, [[created, updated, deleted]], {
      everySeconds: 0, cron: '0 8 * * *', state: domain.IntegrationState.needs_decision, nextRunAt: '',
      lastRun: run('r-3', 'i-prices', 'Prix fournisseurs', 380, [transferRun('price_list', 'Price list', 'Products', { read: 123, updated: 9 }, { heldRows: 41 })], { result: domain.RunResult.needs_decision }),
    }),
  ];
}

const need = (code: string, more: Partial<api.Need>): api.Need => ({ code, integration: '', name: '', dataType: '', table: '', authorization: '', count: 0, of: 0, percent: 0, topCode: '', topCount: 0, topMessage: '', ...more });

const project = (name: string, rows: number, keys: string[], fedBy: api.Reference[], fields: [string, domain.FieldType][]): api.Table => ({
  name, rows, keys, fedBy, fields: fields.map(([n, type]) => ({ name: n, type, required: keys.includes(n), choices: [] })),
});
const { text, email, phone, date, decimal, integer } = domain.FieldType;

function days(): api.DayCounts[] {
  const numbers = [[22, 96, 3], [31, 120, 0], [18, 84, 3], [27, 101, 0], [35, 133, 2], [40, 142, 3], [12, 58, 0], [24, 110, 4], [29, 125, 0], [33, 98, 3], [26, 117, 2], [38, 151, 3], [15, 64, 0], [31, 118, 2]];
  return numbers.map(([c = 0, u = 0, d = 0], i) => ({ day: new Date(Date.now() - (13 - i) * 86_400_000).toLocaleDateString('sv'), created: c, updated: u, deleted: d }));
}

const recordError = (id: string, identity: string, code: domain.RecordErrorCode, message: string, sourceField: string, fieldName: string): api.RecordError => ({
  id, integration: 'i-shop', integrationName: 'Clients et commandes', dataType: 'orders', label: 'Orders', identity, code, message, sourceField, field: fieldName, position: said('page 3, record 12', 'page 3, fiche 12'),
  record: `{\n  "id": ${identity},\n  "number": "${identity}",\n  "date_created_gmt": "31/02/2026",\n  "billing": { "email": "", "city": "Lévis" }\n}`, firstSeen: ago(60 * 24), lastSeen: ago(4), ignored: false, transfer: 't-orders', configuration: 'c-shop',
});

const noEmail = said('The customer’s email is empty, and Orders requires it.', 'L’adresse du client est vide, et Orders l’exige.');

/** `full` is the business of the mockups; `empty` a program nobody has used yet. */
export function seed(kind: 'full' | 'empty'): World {
  const settings: api.Settings = { language: '', appearance: '', addressBook: ['josee@rivemont.example', 'atelier@rivemont.example', 'comptoir@rivemont.example'], historyDays: 30, maxRuns: 2, keepRunning: true, startAtLogin: false, notOnBattery: false, notOnMetered: false, bubbles: true, quietFrom: '', quietUntil: '' };
  if (kind === 'empty') {
    const none = days().map((d) => ({ ...d, created: 0, updated: 0, deleted: 0 }));
    return { authorizations: [], configurations: [], integrations: [], tables: [], runs: [], recordErrors: [], needs: [], warnings: [], mail: seedMail(kind), liveExport: noLiveExport, days: none, today: [], settings: { ...settings, addressBook: [] }, pausedUntil: '', wantedPage: '', mappings: {}, signIns: {}, flows: {}, hasBrowser: true, deletedRows: {}, views: {}, conflicts: [], order: { feeders: [], fields: [] } };
  }
  const all = integrations();
  const tables = [
    project('Contacts', 1391, ['Email'], [{ id: 'i-shop', name: 'Clients et commandes' }, { id: 'i-crm', name: 'Clients d’affaires' }], [['Email', email], ['First name', text], ['Last name', text], ['Phone', phone], ['City', text], ['Customer since', date], ['Orders', integer], ['Notes', text], ['Postal code', text]]),
    project('Orders', 8917, ['Number'], [{ id: 'i-shop', name: 'Clients et commandes' }], [['Number', text], ['Email', email], ['Total', decimal], ['Placed', date]]),
    project('Products', 164, ['SKU'], [{ id: 'i-prices', name: 'Prix fournisseurs' }], [['SKU', text], ['Name', text], ['Price', decimal]]),
    visits,
  ];
  return {
    authorizations: [shop, crm, old].map((a) => ({ ...a })),
    configurations: [shopConfiguration, crmConfiguration, sheetsConfiguration].map((c) => ({ ...c, transfers: c.transfers.map((t) => ({ ...t })) })),
    integrations: all,
    tables,
    runs: pastRuns(all),
    recordErrors: [
      recordError('e-1', '10412', domain.RecordErrorCode.required_missing, noEmail, 'billing.email', 'Email'),
      recordError('e-2', '10398', domain.RecordErrorCode.required_missing, noEmail, 'billing.email', 'Email'),
      recordError('e-3', '10377', domain.RecordErrorCode.not_a_date, said('“31/02/2026” is not a date.', '« 31/02/2026 » n’est pas une date.'), 'date_created_gmt', 'Placed'),
    ],
    needs: [
      need('guard', { integration: 'i-prices', name: 'Prix fournisseurs', dataType: 'Price list', table: 'Products', count: 41, of: 164, percent: 25 }),
      need('record_errors', { integration: 'i-shop', name: 'Clients et commandes', dataType: 'Orders', table: 'Orders', count: 214, of: 1000, topCode: 'required_missing', topCount: 197, topMessage: said('the customer’s email is empty, and Orders requires it.', 'l’adresse du client est vide, et Orders l’exige.') }),
    ],
    warnings: [
      { code: 'outbox', title: said('Mail', 'Messagerie'), severity: domain.Severity.warning, words: said('One email was not delivered.', 'Un courriel n’a pas été remis.'), do: said('Open the outbox in Settings: it says who was not written to, and why.', 'Ouvrez la boîte d’envoi dans Paramètres : elle dit qui n’a pas été prévenu, et pourquoi.'), page: '/settings' },
    ],
    mail: seedMail(kind),
    liveExport: seedLiveExport(tables, ago(4)),
    days: days(),
    today: [{ table: 'Contacts', created: 12, updated: 43, deleted: 2, rows: 1391 }, { table: 'Orders', created: 19, updated: 66, deleted: 0, rows: 8917 }, { table: 'Products', created: 0, updated: 9, deleted: 0, rows: 164 }],
    settings,
    pausedUntil: '',
    wantedPage: '',
    mappings: {},
    signIns: {}, flows: {}, hasBrowser: true,
    deletedRows: { Contacts: [18, 40, 77] },
    views: {
      Contacts: [{ name: 'Sans téléphone', isDefault: false, search: '', sort: 'City', descending: false, since: '', fields: ['Email', 'First name', 'Last name', 'Phone', 'City'], filters: { Phone: '{"mode":"empty"}' } }],
    },
    conflicts: conflicts(),
    order: order(),
  };
}
