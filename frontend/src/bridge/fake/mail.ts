import type * as real from '../backend';
import { domain } from '../types';
import { begin, emit, world } from './world';

/* eslint-disable @typescript-eslint/require-await -- bound functions always return promises */

export const mailAPI: typeof real.MailAPI = {
  async Get() {
    begin('MailAPI.Get');
    return world.mail;
  },
  async Save(server, password) {
    begin('MailAPI.Save', { server, password });
    world.mail = { ...world.mail, server: { ...server, hasPassword: password !== '' || (server.user !== '' && world.mail.server.hasPassword) } };
    return world.mail;
  },
  async SendAgain(id) {
    begin('MailAPI.SendAgain', id);
    world.mail = { ...world.mail, outbox: world.mail.outbox.map((m) => (m.id === id ? { ...m, state: domain.MailState.waiting } : m)) };
    emit('outbox:changed', { id: '', name: '' });
  },
  async Test(to) {
    begin('MailAPI.Test', to);
    return '250 2.0.0 Ok';
  },
};
