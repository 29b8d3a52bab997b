import { type api, domain } from '../types';
import { ago } from './seed';

const { phone, text } = domain.FieldType;
const shop = 'Clients et commandes';
const crm = 'Clients d’affaires';

const conflict = (row: string, key: string, field: string, type: api.Conflict['type'], kept: string, said: string, minutes: number): api.Conflict => ({
  table: 'Contacts', row, key, field, type, kept, keptBy: shop, said, saidBy: crm, dataType: 'contacts', since: ago(minutes),
});

/** What the CRM says otherwise than the shop. */
export const conflicts = (): api.Conflict[] => [
  conflict('1', 'alexis.cote@courriel.example', 'Phone', phone, '819 555-0117', '819 555-0171', 4),
  conflict('1', 'alexis.cote@courriel.example', 'City', text, 'Gatineau', 'Hull', 4),
  conflict('5', 'lea.tremblay@courriel.example', 'Phone', phone, '418 555-0142', '418 555-0100', 1500),
  conflict('7', 'marie-soleil.desrosiers-lafontaine@entreprise-familiale.example', 'Last name', text, 'Desrosiers-Lafontaine', 'Desrosiers', 4300),
  conflict('10', 'pascale.l@courriel.example', 'City', text, 'Lévis', 'Québec', 9000),
];

const feeders: api.Feeder[] = [
  { integration: 'i-shop', name: shop, dataType: 'customers', label: 'Customers' },
  { integration: 'i-crm', name: crm, dataType: 'contacts', label: 'Contacts' },
];

export const order = (): api.TableOrder => ({
  feeders,
  fields: ['Email', 'First name', 'Last name', 'Phone', 'City'].map((field) => ({ field, own: field === 'First name', feeders: field === 'First name' ? [...feeders].reverse() : feeders })),
});
