import { type api, domain } from '../types';
import { ago } from './seed';

const people = [
  ['alexis.cote@courriel.example', 'Alexis', 'Côté', '819 555-0164', 'Gatineau', '2025-02-17'],
  ['c.pelletier@poste.example', 'Camille', 'Pelletier', '418 555-0127', 'Rimouski', '2022-10-30'],
  ['dominic.roy@courriel.example', 'Dominic', 'Roy', '', 'Drummondville', '2024-05-09'],
  ['info@aubergedulac.example', 'Ginette', 'Bouchard', '418 555-0119', 'Saint-Félicien', '2021-06-02'],
  ['lea.tremblay@courriel.example', 'Léa', 'Tremblay', '418 555-0142', 'Lévis', '2024-03-11'],
  ['m.gagnon@poste.example', 'Mathieu', 'Gagnon', '514 555-0187', 'Montréal', '2023-11-28'],
  ['marc-andre@fjord.example', 'Marc-André', 'Simard', '418 555-0133', 'Saguenay', '2020-08-14'],
  ['nadia.b@courriel.example', 'Nadia', 'Benali', '514 555-0151', 'Laval', '2026-11-23'],
  ['o.fortin@poste.example', 'Olivier', 'Fortin', '450 555-0108', 'Granby', '2022-01-19'],
  ['pascale.l@courriel.example', 'Pascale', 'Lavoie', '418 555-0175', 'Québec', '2023-04-25'],
  ['r.morin@poste.example', 'Raphaël', 'Morin', '', 'Joliette', '2025-07-03'],
  ['savonetcie@troc.example', 'Sylvie', 'Ouellet', '581 555-0146', 'Québec', '2019-12-05'],
  ['t.nguyen@courriel.example', 'Thu', 'Nguyen', '514 555-0199', 'Longueuil', '2024-09-21'],
  ['v.gauthier@poste.example', 'Véronique', 'Gauthier', '819 555-0122', 'Trois-Rivières', '2021-03-30'],
  ['william.b@courriel.example', 'William', 'Bergeron', '418 555-0180', 'Thetford Mines', '2026-01-12'],
  ['yan.deschenes@fjord.example', 'Yan', 'Deschênes', '418 555-0161', 'La Malbaie', '2022-06-18'],
  ['zoe.caron@courriel.example', 'Zoé', 'Caron', '450 555-0136', 'Saint-Hyacinthe', '2025-10-08'],
];

/** What changed since yesterday: row number → fields; row 7 is new. */
const changes: Record<number, string[]> = { 0: ['City'], 4: ['Phone', 'City'], 9: ['City'], 13: ['Phone'] };
const newRow = 7;
const dayMs = 86_400_000;
const start = Date.UTC(2024, 0, 1);

const pick = <T>(all: readonly T[], n: number): T | undefined => all[n % all.length];

function contactAt(n: number): (string | undefined)[] {
  const [email = '', first, last, phone, city, since] = pick(people, n) ?? [];
  const isFirst = n < people.length;
  // After the people of the pictures come letters further on in the alphabet.
  return [isFirst ? email : `zz${String(n).padStart(4, '0')}.${email}`, first, last, phone, city, since, String((n * 7) % 23), n === 4 ? 'Prefers pick-up' : '', isFirst ? `G${n % 9}V 2K${n % 7}` : ''];
}

function valueAt(f: api.Field, n: number): string {
  switch (f.type) {
    case 'integer':
      return String((n * 37) % 4000);
    case 'decimal':
      return `${(n * 131) % 90_000}.${String((n * 7) % 100).padStart(2, '0')}`;
    case 'boolean':
      return n % 3 === 0 ? 'false' : 'true';
    case 'date':
      return new Date(start + ((n * 13) % 1000) * dayMs).toISOString().slice(0, 10);
    case 'datetime':
      return new Date(start + n * 61_000).toISOString();
    case 'email':
      return pick(people, n)?.[0] ?? '';
    case 'choice':
      return pick(f.choices, n) ?? '';
    case 'url':
      return `https://boutique.rivemont.example/p/${(n * 17) % 900}`;
    case 'json':
      return JSON.stringify({ page: n % 12, tags: ['soap', 'gift'].slice(0, (n % 2) + 1), screen: { width: 1280, height: 800 } });
    case 'phone':
      return pick(people, n)?.[3] ?? '';
    default:
      return `${f.name} ${String(n + 1).padStart(7, '0')}`;
  }
}

/** The n-th row of a table: the same every time it is asked for. Empty is null, as Go sends it. */
export function rowAt(t: api.Table, n: number): api.Row {
  const values = t.name === 'Contacts' ? contactAt(n) : t.fields.map((f) => valueAt(f, n));
  const known = t.fields.map((_, i) => values[i] ?? '').map((v) => (v === '' ? null : v)) as string[];
  const isNew = t.name === 'Contacts' && n === newRow;
  return { id: String(n + 1), values: known, changedAt: ago(4 + n * 7), deleted: false, changed: t.name === 'Contacts' ? (changes[n] ?? []) : [], new: isNew };
}

function fits(filter: api.Filter, field: api.Field, value: string | null): boolean {
  const text = value ?? '';
  const isNumber = field.type === domain.FieldType.integer || field.type === domain.FieldType.decimal;
  const order = isNumber ? Number(text) - Number(filter.value) : text.localeCompare(filter.value);
  switch (filter.operator) {
    case 'contains':
      return text.toLowerCase().includes(filter.value.toLowerCase());
    case 'equals':
      return text === filter.value;
    case 'empty':
      return text === '';
    case 'not_empty':
      return text !== '';
    case 'less':
      return text !== '' && order < 0;
    case 'greater':
      return text !== '' && order > 0;
    case 'at_least':
      return text !== '' && order >= 0;
    default:
      return text !== '' && order <= 0;
  }
}

/** A huge table is searched in its beginning only: the fake has no index. */
const searched = 10_000;

/** Numbers of the rows that fit, in order; undefined for "all of them in their own order". */
export function rowsThatFit(t: api.Table, query: api.RowsQuery, deleted: number[]): number[] | undefined {
  const fieldAt = (name: string) => t.fields.findIndex((f) => f.name === name);
  const isPlain = query.filters.length === 0 && query.search === '' && !query.deleted && deleted.length === 0;
  if (isPlain && (query.sort === '' || t.rows > searched)) return undefined;
  const search = query.search.toLowerCase();
  const from = query.deleted ? deleted : Array.from({ length: Math.min(t.rows + deleted.length, searched) }, (_, n) => n).filter((n) => !deleted.includes(n));
  const fit = from.filter((n) => {
    const { values } = rowAt(t, n);
    if (search !== '' && !(values as (string | null)[]).some((v) => v?.toLowerCase().includes(search))) return false;
    return query.filters.every((f) => {
      const at = fieldAt(f.field);
      const field = t.fields[at];
      return field !== undefined && fits(f, field, values[at] ?? null);
    });
  });
  const by = fieldAt(query.sort);
  const field = t.fields[by];
  if (field === undefined) return fit;
  const isNumber = field.type === domain.FieldType.integer || field.type === domain.FieldType.decimal;
  const keyed = fit.map((n) => ({ n, value: rowAt(t, n).values[by] ?? '' }));
  const compare = (a: string, b: string) => (isNumber ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0);
  // Empty values stand last, as in the project.
  keyed.sort((a, b) => Number(a.value === '') - Number(b.value === '') || (query.descending ? -1 : 1) * compare(a.value, b.value));
  return keyed.map((k) => k.n);
}
