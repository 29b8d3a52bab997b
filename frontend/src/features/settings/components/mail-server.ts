import type { api } from '@/bridge/types';

/** The choice of a provider that is not in the list. */
export const other = 'other';

const usualPort: Record<string, number> = { starttls: 587, tls: 465, none: 25 };

export const empty: api.MailServer = { host: '', port: 587, tls: 'starttls', user: '', from: '', authorization: '', hasPassword: false };

/** The provider that a server belongs to. */
export function presetOf(presets: api.MailPreset[], server: api.MailServer): api.MailPreset | undefined {
  return presets.find((p) => p.host === server.host && p.port === server.port && p.tls === server.tls);
}

/** The server of a provider; an own one begins empty, and who one is stays. A sign-in is good at its own provider only. */
export function withPreset(server: api.MailServer, preset: api.MailPreset | undefined): api.MailServer {
  if (preset === undefined) return { ...empty, user: server.user, from: server.from };
  return { ...server, host: preset.host, port: preset.port, tls: preset.tls, authorization: '' };
}

export type Way = 'browser' | 'password';

/** How one signs in unless the person says otherwise: a password where a simple one is to be had. */
export function usualWay(server: api.MailServer, preset: api.MailPreset | undefined): Way {
  if (preset === undefined || preset.signIn === '') return 'password';
  return server.authorization !== '' || !preset.appPassword ? 'browser' : 'password';
}

/** The server of somebody signed in with the browser: whose account it is says who one is. */
export function withSignIn(server: api.MailServer, authorization: api.Authorization): api.MailServer {
  return { ...server, authorization: authorization.id, user: '', from: server.from === '' ? authorization.hint : server.from };
}

/** Another encryption; the port goes with it unless it is an unusual one. Nobody signs in over an open line. */
export function withEncryption(server: api.MailServer, tls: string): api.MailServer {
  const port = server.port === usualPort[server.tls] ? (usualPort[tls] ?? server.port) : server.port;
  return { ...server, tls, port, user: tls === 'none' ? '' : server.user };
}
