import type { TFunction } from 'i18next';
import type { api } from '@/bridge/types';
import type { ColumnFilter } from './filters';
import { isNumber, isTime, valueText, type Words } from '@/components/rows/value-text';
import { domain } from '@/bridge/types';

/** What a filter asks, in words without the name of the field: "2019 or later", "contains “gat”". */
export function filterWords(field: api.Field, filter: ColumnFilter, t: TFunction<'project'>, words: Words): string {
  // A day chosen for a moment is still a day.
  const type = isTime(field.type) ? domain.FieldType.date : field.type;
  const text = (value: string) => valueText(type, value, words);
  switch (filter.mode) {
    case 'contains':
      return t('filter.words.contains', { value: filter.value });
    case 'equals':
      return t('filter.words.equals', { value: text(filter.value) });
    case 'empty':
      return t('filter.words.empty');
    case 'not_empty':
      return t('filter.words.filled');
    case 'range': {
      const ends = { from: text(filter.from), to: text(filter.to) };
      if (filter.from !== '' && filter.to !== '') return isTime(field.type) ? t('filter.words.betweenDays', ends) : t('filter.words.between', ends);
      if (isNumber(field.type)) return filter.from === '' ? t('filter.words.atMost', { to: ends.to }) : t('filter.words.atLeast', { from: ends.from });
      return filter.from === '' ? t('filter.words.until', { to: ends.to }) : t('filter.words.since', { from: ends.from });
    }
  }
}

/** What stands in the filter of a field while it asks nothing. */
export function blankWords(field: api.Field, t: TFunction<'project'>): string {
  if (isTime(field.type)) return t('filter.blank.date');
  const { boolean, choice, json } = domain.FieldType;
  if (isNumber(field.type) || field.type === boolean || field.type === choice || field.type === json) return t('filter.blank.any');
  return t('filter.blank.contains');
}
