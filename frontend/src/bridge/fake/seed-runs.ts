import { type api, domain } from '../types';
import { said } from './said';

const counts = (more: Partial<api.Counts>): api.Counts => ({ read: 0, created: 0, updated: 0, unchanged: 0, deleted: 0, leftOut: 0, recordErrors: 0, ...more });

function transferRun(dataType: string, label: string, table: string, c: Partial<api.Counts>, more: Partial<api.TransferRun> = {}): api.TransferRun {
  return { dataType, label, table, mode: domain.ReadMode.changed, counts: counts(c), seconds: 2.4, warnings: [], fieldChanges: [], inService: -1, inProject: -1, differences: [], heldRows: 0, linked: 0, blanked: 0, ...more };
}

const { failed, left_out: leftOut, ignored, gone } = domain.DifferenceCause;
const coded = (count: number, codes: [domain.RecordErrorCode, number][], hasRow = false): api.Difference => ({ cause: failed, count, hasRow, isChosen: false, codes: codes.map(([code, n]) => ({ code, count: n })) });
const chosen = (cause: domain.DifferenceCause, count: number, hasRow = false): api.Difference => ({ cause, count, hasRow, isChosen: true, codes: [] });

const before = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

function run(id: string, i: api.Integration, minutes: number, seconds: number, transfers: api.TransferRun[], more: Partial<api.Run> = {}): api.Run {
  return {
    id, integration: i.id, integrationName: i.name, trigger: domain.Trigger.schedule, dryRun: false, full: false, startedAt: before(minutes), endedAt: before(minutes - seconds / 60), result: domain.RunResult.ok, transfers, undo: 'possible', ...more,
  };
}

const tired: api.Error = {
  kind: domain.Kind.service_down, code: 'service_down', 
  ...said(
    { what: 'The shop did not answer.', means: 'Nothing was changed. The next run goes on from the same place.', do: 'You need do nothing: it is tried again by itself.' },
    { what: 'La boutique n’a pas répondu.', means: 'Rien n’a été changé. La prochaine exécution reprend au même endroit.', do: 'Vous n’avez rien à faire : elle est réessayée d’elle-même.' },
  ),
  details: 'GET https://boutique.rivemont.example/wp-json/wc/v3/orders: 503 after 4 tries', retryable: true, fields: [],
};

/** Runs of some days, newest first: the last run of each integration, one that goes on, full reads, failures. */
export function pastRuns(all: api.Integration[]): api.Run[] {
  const [shop, crm, prices] = all;
  if (shop === undefined || crm === undefined || prices === undefined) return [];
  const { full } = domain.ReadMode;
  const made = [
    ...all.flatMap((i) => (i.lastRun ? [i.lastRun] : [])),
    run('r-2', crm, 0.2, 0, [transferRun('contacts', 'Contacts', 'Contacts', { read: 180, created: 1, updated: 4 })], { result: domain.RunResult.running, endedAt: '' }),
    run('r-4', shop, 140, 31, [transferRun('customers', 'Customers', 'Contacts', {}), transferRun('orders', 'Orders', 'Orders', {})], { result: domain.RunResult.failed, error: tired }),
    run('r-5', shop, 500, 74, [
      transferRun('customers', 'Customers', 'Contacts', { read: 1204, updated: 2, unchanged: 1202 }, { mode: full, inService: 1204, inProject: 1204, seconds: 21 }),
      transferRun('orders', 'Orders', 'Orders', { read: 9131, created: 4, unchanged: 8913, leftOut: 4, recordErrors: 214 }, { mode: full, inService: 9131, inProject: 8913, seconds: 53, differences: [coded(214, [[domain.RecordErrorCode.not_a_number, 201], [domain.RecordErrorCode.key_shared, 13]]), chosen(leftOut, 4)] }),
    ], { full: true, result: domain.RunResult.warning }),
    run('r-6', crm, 505, 12, [transferRun('contacts', 'Contacts', 'Contacts', { read: 412, updated: 1, unchanged: 411 }, { mode: full, inService: 412, inProject: 412, seconds: 12 })], { full: true, trigger: domain.Trigger.catch_up }),
    run('r-7', prices, 1800, 3, [transferRun('price_list', 'Price list', 'Products', { read: 164, created: 2, updated: 11, deleted: 3, unchanged: 148 }, { mode: full, inService: 165, inProject: 164, differences: [chosen(ignored, 1), chosen(gone, 3, true)] })], { full: true }),
    run('r-8', shop, 1805, 9, [transferRun('customers', 'Customers', 'Contacts', { read: 4, created: 4 })], { dryRun: true, trigger: domain.Trigger.manual }),
    ...Array.from({ length: 60 }, (_, n) => run(`r-${n + 20}`, shop, 1900 + n * 15, 6, [transferRun('customers', 'Customers', 'Contacts', { read: n % 7, created: n % 3, updated: n % 5 }), transferRun('orders', 'Orders', 'Orders', { read: n % 4, created: n % 4 })])),
  ];
  return made.sort((a, b) => b.startedAt.localeCompare(a.startedAt));
}
