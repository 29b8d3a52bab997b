import { api, domain } from '../types';
import { world } from './world';

const { text, email, phone, date, boolean, integer } = domain.FieldType;

const fields: [string, domain.FieldType, string[]][] = [
  ['id', integer, ['5512', '5513', '5514']], ['email', email, ['lea.t@fjord.example', 'mg@poste.example', 'info@lac.example']], ['username', text, ['lea.t', 'mgagnon', 'auberge']],
  ['first_name', text, ['Léa', 'Mathieu', 'Ginette']], ['last_name', text, ['Tremblay', 'Gagnon', 'Bouchard']], ['billing.phone', phone, ['418 555-0142', '514 555-0187', '']],
  ['billing.city', text, ['Lévis', 'Montréal', 'Saint-Félicien']], ['billing.postcode', text, ['G6V 4Z1', 'H2J 1X4', 'G8K 2P8']], ['date_created_gmt', date, ['2024-03-11', '2023-11-28', '2021-06-02']],
  ['is_paying_customer', boolean, ['true', 'true', 'false']], ['billing.company', text, ['', '', 'Auberge du Lac']], ['shipping.address_1', text, ['12, rue Wolfe', '4480, rue Drolet', '']], ['shipping.city', text, ['Lévis', 'Montréal', '']],
];

const assignment = (from: string, to: string, primaryKey = false): api.Assignment => ({ from, to, newFieldType: '', primaryKey, keepEmptyText: false, dateOrder: '', decimalComma: false, added: false });

/** What the Mapping pop-up of a data transfer shows. */
export function mappingOf(transfer: api.Transfer, source: api.Source): api.MappingView {
  const isMapped = transfer.keys.length > 0;
  const first = [assignment('email', 'Email', true), assignment('first_name', 'First name'), assignment('last_name', 'Last name'), assignment('billing.phone', 'Phone')];
  const assignments = world.mappings[transfer.id] ?? (isMapped ? first : []);
  const suggestions = [...first, assignment('billing.city', 'City'), assignment('billing.postcode', 'Postal code'), assignment('date_created_gmt', 'Customer since')];
  return {
    transfer,
    source,
    fields: fields.map(([path, type, samples]) => ({ path, type, samples, service: path === 'id', new: transfer.fieldChanges.length > 0 && path.startsWith('shipping.') })),
    tables: world.tables,
    table: transfer.table === '' ? transfer.label : transfer.table,
    proposed: transfer.table === '',
    newFields: transfer.table === '' ? fields.map(([path, type]) => ({ name: path, type, required: false, choices: [] })) : [],
    assignments,
    suggestions: suggestions.filter((s) => !assignments.some((a) => a.from === s.from)),
    key: { verdict: api.KeyVerdict.good, paths: ['email'], records: 1204, different: 1204, empty: 0, shared: [], better: ['id', 'username'] },
    sampled: 1204,
    sharedKeyLastWins: false,
    labels: {},
  };
}
