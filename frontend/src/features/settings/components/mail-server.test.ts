import { describe, expect, it } from 'vitest';
import type { api } from '@/bridge/types';
import { empty, presetOf, usualWay, withEncryption, withPreset, withSignIn } from './mail-server';

const ovh = { name: 'OVH', host: 'ssl0.ovh.net', port: 465, tls: 'tls', signIn: '', appPassword: false };

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

  it('signs in with the browser where there is no simple password, and nowhere else with that sign-in', () => {
    const microsoft = { name: 'Microsoft 365', host: 'smtp.office365.com', port: 587, tls: 'starttls', signIn: 'microsoft_mail', appPassword: false };
    expect([usualWay(empty, undefined), usualWay(empty, ovh), usualWay(empty, microsoft), usualWay(empty, { ...microsoft, appPassword: true })]).toEqual(['password', 'password', 'browser', 'password']);
    const signedIn = withSignIn({ ...empty, user: 'josee' }, { id: 'a-1', hint: 'josee@rivemont.example' } as api.Authorization);
    expect(signedIn).toMatchObject({ authorization: 'a-1', user: '', from: 'josee@rivemont.example' });
    expect(withPreset(signedIn, ovh).authorization).toBe('');
  });

  it('forgets the user on an open line', () => {
    expect(withEncryption({ ...empty, user: 'josee' }, 'none').user).toBe('');
  });
});
