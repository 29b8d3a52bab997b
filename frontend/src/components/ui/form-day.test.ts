import { describe, expect, it } from 'vitest';
import { dayPattern, dayTyped, dayWords } from './form-day';

describe('a day in a form', () => {
  it.each([
    ['2019-01-31', 'en-GB', '31 January 2019'],
    ['2019-01-31', 'en-US', 'January 31, 2019'],
    ['2019-08-01', 'fr-FR', '1 août 2019'],
    ['as it comes', 'fr-FR', 'as it comes'],
  ])('%s stands in %s as %s', (stored, locale, said) => expect(dayWords(stored, locale)).toBe(said));

  it.each([
    ['31 January 2019', 'en-GB', '2019-01-31'],
    ['31 jan 2019', 'en-GB', '2019-01-31'],
    ['January 31, 2019', 'en-US', '2019-01-31'],
    ['1er aout 2019', 'fr-FR', '2019-08-01'],
    ['3/4/2019', 'fr-FR', '2019-04-03'],
    ['3/4/2019', 'en-US', '2019-03-04'],
    ['31.01.2019', 'en-GB', '2019-01-31'],
    ['2019-1-31', 'fr-FR', '2019-01-31'],
    ['31 février 2019', 'fr-FR', null],
    ['31/02/2019', 'fr-FR', null],
    ['soon', 'en-GB', null],
    ['1', 'en-GB', null],
  ])('%s typed in %s is stored as %s', (typed, locale, stored) => expect(dayTyped(typed, locale)).toBe(stored));

  it.each([
    ['en-GB', 'dd/mm/yyyy'],
    ['en-US', 'mm/dd/yyyy'],
    ['fr-CA', 'yyyy-mm-dd'],
  ])('is typed in %s as %s', (locale, pattern) => expect(dayPattern(locale, { day: 'dd', month: 'mm', year: 'yyyy' })).toBe(pattern));

  it('is read as it is written', () => {
    for (const locale of ['en-GB', 'en-US', 'fr-FR', 'fr-CA']) for (let month = 1; month <= 12; month += 1) {
      const day = `2024-${String(month).padStart(2, '0')}-09`;
      expect(dayTyped(dayWords(day, locale), locale)).toBe(day);
    }
  });
});
