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
    emit('run:progressed', { run: 'r-9', integration: 'i-shop', dataType: 'orders', counts: counts({ read: 7 }), total: 9, perSecond: 1 });
    const shown = client.getQueryData<api.Integration[]>(keys.integrations)?.find((i) => i.id === 'i-shop');
    expect(shown?.running?.counts.read).toBe(7);
    expect(isStale(client, keys.integrations)).toBe(false);
  });

  it('are followed no longer than asked', () => {
    const client = filled();
    followEvents(client)();
    emit('integration:changed', { id: 'i-shop', name: '' });
    expect(isStale(client, keys.integrations)).toBe(false);
  });
});
