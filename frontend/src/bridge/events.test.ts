import { QueryClient } from '@tanstack/react-query';
import { describe, expect, it } from 'vitest';
import { followEvents } from './events';
import { counts } from './fake/seed';
import { emit, world } from './fake/world';
import { keys } from './keys';
import type { api } from './types';

const filled = () => {
  const client = new QueryClient();
  client.setQueryData(keys.overview, { needsYou: [], integrations: world.integrations, days: [], today: [] });
  client.setQueryData(keys.integrations, world.integrations);
  client.setQueryData(keys.tables, []);
  return client;
};

const progress: api.Progress = { run: 'r-9', integration: 'i-shop', dataType: 'orders', counts: counts({ read: 7 }), total: 9, perSecond: 1, waitsUntil: '' };

const isStale = (client: QueryClient, key: readonly unknown[]) => client.getQueryState(key)?.isInvalidated;

describe('events of Go', () => {
  it('make stale what they changed, and nothing else', () => {
    const client = filled();
    followEvents(client);
    emit('integration:changed', { id: 'i-shop', name: '' });
    expect(isStale(client, keys.integrations)).toBe(true);
    expect(isStale(client, keys.tables)).toBe(false);
  });

  it('patch progress into what is shown, without asking again', () => {
    const client = filled();
    followEvents(client);
    emit('run:progressed', progress);
    const shown = client.getQueryData<api.Integration[]>(keys.integrations)?.find((i) => i.id === 'i-shop');
    expect(shown?.running?.counts.read).toBe(7);
    expect(isStale(client, keys.integrations)).toBe(false);
  });

  it('keep what a run waits for until another run goes on', () => {
    const client = filled();
    followEvents(client);
    const waits = () => client.getQueryData<api.Integration[]>(keys.integrations)?.find((i) => i.id === 'i-shop')?.running?.waitsUntil;
    emit('run:progressed', { ...progress, waitsUntil: '2026-11-28T14:05:00Z' });
    emit('run:progressed', progress);
    expect(waits()).toBe('2026-11-28T14:05:00Z');
    emit('run:progressed', { ...progress, run: 'r-10' });
    expect(waits()).toBe('');
  });

  it('leave stale what was stale: progress is no answer', () => {
    const client = filled();
    followEvents(client);
    emit('integration:changed', { id: 'i-shop', name: '' });
    emit('run:progressed', progress);
    expect(isStale(client, keys.overview)).toBe(true);
  });

  it('make nothing look newer than it is', () => {
    const client = filled();
    const at = () => client.getQueryState(keys.integrations)?.dataUpdatedAt;
    client.setQueryData(keys.integrations, world.integrations, { updatedAt: 1000 });
    followEvents(client);
    emit('run:progressed', progress);
    expect(at()).toBe(1000);
  });

  it('do not bring back a run that has finished, in whatever order they arrive', () => {
    const client = filled();
    followEvents(client);
    const [run] = world.runs;
    if (run === undefined) throw new Error('the fake world has no runs');
    emit('run:finished', { ...run, id: progress.run });
    client.setQueryData(keys.integrations, world.integrations);
    emit('run:progressed', progress);
    expect(client.getQueryData<api.Integration[]>(keys.integrations)?.find((i) => i.id === 'i-shop')?.running?.run).not.toBe(progress.run);
  });

  it('are followed no longer than asked', () => {
    const client = filled();
    followEvents(client)();
    emit('integration:changed', { id: 'i-shop', name: '' });
    expect(isStale(client, keys.integrations)).toBe(false);
  });
});
