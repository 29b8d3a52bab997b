import { describe, expect, it } from 'vitest';
import { formatBytes, formatDuration, formatExact, formatNumber, localeOf, spoken } from './format';

const now = new Date(2026, 10, 23, 14, 30);
const before = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe('a time as people say it', () => {
  it.each([
    ['a moment ago', before(0.5), { kind: 'now' }],
    ['within the hour', before(4.2), { kind: 'relative', text: '4\u00a0minutes\u00a0ago' }],
    ['ahead within the hour', before(-11.5), { kind: 'relative', text: 'in\u00a011\u00a0minutes' }],
    ['earlier today', before(390), { kind: 'today', clock: '08:00' }],
    ['yesterday', before(24 * 60), { kind: 'yesterday', clock: '14:30' }],
    ['tomorrow', before(-24 * 60), { kind: 'tomorrow', clock: '14:30' }],
    ['another year', new Date(2025, 1, 20, 9, 5), { kind: 'day', day: '20\u00a0February 2025', clock: '09:05' }],
  ])('%s', (_, at, want) => expect(spoken(at, now, 'en-GB')).toEqual(want));

  it('is exact on hover', () => expect(formatExact(before(4), 'en-GB')).toBe('23 November 2026, 14:26'));
});

describe('how long something took', () => {
  it.each([
    [0, 'en-GB', '0\u00a0s'],
    [12, 'en-GB', '<\u00a00.1\u00a0s'],
    [400, 'en-GB', '0.4\u00a0s'],
    [1383, 'en-GB', '1.4\u00a0s'],
    [2400, 'fr-FR', '2,4\u00a0s'],
    [9_960, 'en-GB', '10\u00a0s'],
    [12_000, 'en-GB', '12\u00a0s'],
    [59_700, 'en-GB', '1\u00a0min\u00a00\u00a0s'],
    [74_000, 'en-GB', '1\u00a0min\u00a014\u00a0s'],
    [119_800, 'fr-FR', '2\u00a0min\u00a00\u00a0s'],
    [59 * 60_000 + 59_900, 'en-GB', '1\u00a0h\u00a00\u00a0min'],
    [74 * 60_000, 'fr-FR', '1\u00a0h\u00a014\u00a0min'],
  ])('%d ms in %s', (ms, locale, said) => expect(formatDuration(ms, locale)).toBe(said));
});

describe('numbers', () => {
  it('follow the locale', () => {
    expect(formatNumber(10_472, 'en-GB')).toBe('10,472');
    expect(formatNumber(10_472, 'fr-CA')).toBe('10\u00a0472');
    expect(formatNumber(10_472, 'fr-FR')).toBe('10\u00a0472');
  });
  it('sizes are short', () => expect(formatBytes(24_800_000, 'en-GB')).toBe('24.8 MB'));
});

describe('localeOf', () => {
  it.each([
    ['fr', ['fr-CH', 'en-US'], 'fr-CH'],
    ['en', ['fr-CH', 'en-US'], 'en-US'],
    ['fr', ['en-US'], 'fr-CA'],
    ['en', ['de'], 'en-GB'],
  ])('%s on a system with %j is %s', (language, system, want) => expect(localeOf(language, system)).toBe(want));
});
