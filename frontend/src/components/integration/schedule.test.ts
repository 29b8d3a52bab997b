import { describe, expect, it } from 'vitest';
import { cronOf, everyDay, parseTimes, scheduleOf } from './schedule';

describe('parseTimes', () => {
  it.each([
    ['08:00', ['08:00']],
    ['13:30, 8:30', ['08:30', '13:30']],
    ['8h00 9h00', ['08:00', '09:00']],
    ['8:00;8:00', ['08:00']],
    ['24:00', undefined],
    ['noon', undefined],
  ])('reads %j as %j', (text, want) => expect(parseTimes(text)).toEqual(want));
});

describe('cronOf', () => {
  it.each([
    [['08:00', '13:00'], everyDay, '0 8,13 * * *'],
    [['09:15'], [1, 2, 3, 4, 5], '15 9 * * 1,2,3,4,5'],
    [['08:00', '13:30'], everyDay, undefined],
    [[], everyDay, undefined],
  ])('writes %j on %j as %j', (times, days, want) => expect(cronOf(times, days)).toBe(want));
});

describe('scheduleOf', () => {
  it('reads its own expression back', () => expect(scheduleOf(0, '5 6,18 * * 1,2')).toEqual({ kind: 'times', times: ['06:05', '18:05'], days: [1, 2] }));
  it('shows seconds as minutes', () => expect(scheduleOf(1800, '')).toEqual({ kind: 'every', minutes: 30 }));
});
