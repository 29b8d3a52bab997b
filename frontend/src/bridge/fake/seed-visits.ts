import { type api, domain } from '../types';

const { text, email, datetime, integer, decimal, boolean, choice, json, url } = domain.FieldType;

const field = (name: string, type: domain.FieldType, required = false, choices: string[] = []): api.Field => ({ name, type, required, choices });

/** A table of a million rows, made on demand: what the grid must stay quick with. */
export const visits: api.Table = {
  name: 'Visits', rows: 1_000_000, keys: ['Visit'], fedBy: [],
  fields: [
    field('Visit', text, true), field('Email', email), field('At', datetime), field('Pages', integer), field('Basket', decimal), field('Bought', boolean), field('From', choice, false, ['search', 'newsletter', 'friend']),
    field('Address', url), field('Details', json),
  ],
};
