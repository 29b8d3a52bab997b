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

  it.each([
    ['0 8 * * 1-5', { kind: 'times', times: ['08:00'], days: [1, 2, 3, 4, 5] }],
    ['0 8 * * SUN,mon-tue', { kind: 'times', times: ['08:00'], days: [1, 2, 0] }],
    ['0 8 * * 0-6', { kind: 'times', times: ['08:00'], days: everyDay }],
    ['30 6 15,1 * *', { kind: 'monthly', times: ['06:30'], dates: [1, 15] }],
    ['*/15 * * * *', { kind: 'every', minutes: 15 }],
    ['0 * * * *', { kind: 'every', minutes: 60 }],
  ])('reads the usual form %j', (cron, want) => expect(scheduleOf(0, cron)).toEqual(want));

  it.each(['0 8 1 1 *', '0 8 1 * 1', '*/7 * * * *', '0 25 * * *', '0 8 * * 9', '0 8 * * 5-1', '0 8 0 * *', '@daily', '1,2 8 * * *'])('leaves %j to itself', (cron) => expect(scheduleOf(0, cron)).toEqual({ kind: 'own', cron }));
});
