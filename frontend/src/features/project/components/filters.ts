import { api, domain } from '@/bridge/types';
import { isNumber, isTime } from '@/components/rows/value-text';

const { FilterOperator } = api;
const { FieldType } = domain;

/** What the filter of one field asks. `from` and `to` include their ends; days for dates and times. */
export type ColumnFilter =
  | { mode: 'contains' | 'equals'; value: string }
  | { mode: 'range'; from: string; to: string }
  | { mode: 'empty' | 'not_empty' };

export type Mode = ColumnFilter['mode'];
export type Filters = Record<string, ColumnFilter>;

/** The ways a field of this type can be filtered; the first is the usual one. */
export function modesOf(type: domain.FieldType): Mode[] {
  if (isNumber(type) || isTime(type)) return ['range', 'empty', 'not_empty'];
  if (type === FieldType.boolean || type === FieldType.choice) return ['equals', 'empty', 'not_empty'];
  if (type === FieldType.json) return ['empty', 'not_empty'];
  return ['contains', 'equals', 'empty', 'not_empty'];
}

export function isBlank(filter: ColumnFilter | undefined): boolean {
  if (filter === undefined) return true;
  if (filter.mode === 'range') return filter.from === '' && filter.to === '';
  return (filter.mode === 'contains' || filter.mode === 'equals') && filter.value === '';
}

/** The beginning of a day of this computer, as a moment. */
function beginning(day: string, daysLater = 0): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + daysLater).toISOString();
}

function rangeFilters(field: api.Field, from: string, to: string): api.Filter[] {
  const isMoment = field.type === FieldType.datetime;
  const filters: api.Filter[] = [];
  if (from !== '') filters.push({ field: field.name, operator: FilterOperator.at_least, value: isMoment ? beginning(from) : from });
  if (to !== '') filters.push(isMoment ? { field: field.name, operator: FilterOperator.less, value: beginning(to, 1) } : { field: field.name, operator: FilterOperator.at_most, value: to });
  return filters;
}

/** The filters as Go takes them. Fields that are gone are left out. */
export function toQuery(filters: Filters, fields: api.Field[]): api.Filter[] {
  return fields.flatMap((field) => {
    const filter = filters[field.name];
    if (filter === undefined || isBlank(filter)) return [];
    switch (filter.mode) {
      case 'range':
        return rangeFilters(field, filter.from, filter.to);
      case 'contains':
        return [{ field: field.name, operator: FilterOperator.contains, value: filter.value }];
      case 'equals':
        return [{ field: field.name, operator: FilterOperator.equals, value: filter.value }];
      case 'empty':
        return [{ field: field.name, operator: FilterOperator.empty, value: '' }];
      case 'not_empty':
        return [{ field: field.name, operator: FilterOperator.not_empty, value: '' }];
    }
  });
}

const modes: Mode[] = ['contains', 'equals', 'range', 'empty', 'not_empty'];

function isFilter(value: unknown): value is ColumnFilter {
  if (typeof value !== 'object' || value === null || !('mode' in value)) return false;
  if (!modes.some((m) => m === value.mode)) return false;
  if (value.mode === 'range') return 'from' in value && typeof value.from === 'string' && 'to' in value && typeof value.to === 'string';
  return value.mode === 'empty' || value.mode === 'not_empty' || ('value' in value && typeof value.value === 'string');
}

/** Filters from the address of the page; whatever is not one is left out. */
export function parseFilters(text: string): Filters {
  if (text === '') return {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, ColumnFilter] => isFilter(entry[1])));
  } catch {
    return {};
  }
}
