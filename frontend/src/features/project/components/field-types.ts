import { domain } from '@/bridge/types';

/** The types of fields, the usual ones first. */
export const fieldTypes: domain.FieldType[] = [
  domain.FieldType.text, domain.FieldType.integer, domain.FieldType.decimal, domain.FieldType.date, domain.FieldType.datetime, domain.FieldType.boolean,
  domain.FieldType.email, domain.FieldType.phone, domain.FieldType.url, domain.FieldType.choice, domain.FieldType.json,
];
