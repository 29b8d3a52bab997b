import { describe, expect, it } from 'vitest';
import { empty, presetOf, withEncryption, withPreset } from './mail-server';

const ovh = { name: 'OVH', host: 'ssl0.ovh.net', port: 465, tls: 'tls', oauth: false, appPassword: false };

describe('the mail server', () => {
  it('takes a provider and keeps who one is', () => {
    const server = withPreset({ ...empty, user: 'josee', from: 'josee@rivemont.example' }, ovh);
    expect(server).toMatchObject({ host: 'ssl0.ovh.net', port: 465, tls: 'tls', user: 'josee', from: 'josee@rivemont.example' });
    expect(presetOf([ovh], server)).toBe(ovh);
    expect(presetOf([ovh], withPreset(server, undefined))).toBeUndefined();
  });

  it('moves the port with the encryption, unless it is an unusual one', () => {
    expect(withEncryption(empty, 'tls').port).toBe(465);
    expect(withEncryption({ ...empty, port: 2525 }, 'tls').port).toBe(2525);
  });

  it('forgets the user on an open line', () => {
    expect(withEncryption({ ...empty, user: 'josee' }, 'none').user).toBe('');
  });
});
