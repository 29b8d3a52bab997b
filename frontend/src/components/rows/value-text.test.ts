import { describe, expect, it } from 'vitest';
import { domain } from '@/bridge/types';
import { copyText, formatExactNumber, tabSeparated, valueText } from './value-text';

const fr = { locale: 'fr-CA', yes: 'oui', no: 'non' };
const en = { locale: 'en-GB', yes: 'yes', no: 'no' };
const { FieldType } = domain;

describe('values as they are read', () => {
  it.each([
    ['12345678901234567890.10', 'en-GB', '12,345,678,901,234,567,890.10'],
    ['-0.50', 'en-GB', '-0.50'],
    ['1e5', 'en-GB', '1e5'],
  ])('shows every digit of %s', (text, locale, shown) => expect(formatExactNumber(text, locale)).toBe(shown));

  it('takes the notation of the locale', () => expect(valueText(FieldType.decimal, '1234.5', fr).replace(/\s/g, ' ')).toBe('1 234,5'));
  it('shows days without moving them', () => {
    expect(valueText(FieldType.date, '2024-03-01', en)).toBe('01/03/2024');
    expect(valueText(FieldType.date, '2024-03-01', fr)).toBe('2024-03-01');
  });
  it('says yes and no', () => expect([valueText(FieldType.boolean, 'true', fr), valueText(FieldType.boolean, 'false', fr)]).toEqual(['oui', 'non']));
  it('copies numbers without spaces', () => expect(copyText(FieldType.decimal, '-1234.5', fr)).toBe('-1234,5'));
  it('puts what would break a table in quotes', () => expect(tabSeparated([['a\tb', 'say "x"'], ['1', '']])).toBe('"a\tb"\t"say ""x"""\n1\t'));
});
