import { type api, domain } from '../types';
import { said } from './said';

const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

const presets: api.MailPreset[] = [
  { name: 'Gmail', host: 'smtp.gmail.com', port: 587, tls: 'starttls', signIn: 'google_mail', appPassword: true },
  { name: 'Microsoft 365', host: 'smtp.office365.com', port: 587, tls: 'starttls', signIn: 'microsoft_mail', appPassword: false },
  { name: 'OVH', host: 'ssl0.ovh.net', port: 465, tls: 'tls', signIn: '', appPassword: false },
];

const sent = (id: string, to: string, more: Partial<api.OutboxMail>): api.OutboxMail => ({
  id, to, subject: said('“Prix fournisseurs” was disabled', '«\u00a0Prix fournisseurs\u00a0» a été désactivée'), createdAt: ago(200), state: domain.MailState.delivered, attempts: 1, nextAt: '', answer: '250 2.0.0 Ok: queued', details: '', answeredAt: ago(199), ...more,
});

/** The mail server and the outbox of the business of the mockups. */
export function seedMail(kind: 'full' | 'empty'): api.Mail {
  if (kind === 'empty') return { server: { host: '', port: 0, tls: '', user: '', from: '', authorization: '', hasPassword: false }, presets, outbox: [] };
  return {
    server: { host: 'ssl0.ovh.net', port: 465, tls: 'tls', user: 'josee@rivemont.example', from: 'josee@rivemont.example', authorization: '', hasPassword: true },
    presets,
    outbox: [
      sent('m-1', 'josee@rivemont.example', {}),
      sent('m-2', 'atelier@rivemont.example', { state: domain.MailState.failed, answer: said('The mail server refused the email to atelier@rivemont.example.', 'Le serveur de messagerie a refusé le courriel pour atelier@rivemont.example.'), details: '550 5.1.1 No such user here' }),
      sent('m-3', 'comptoir@rivemont.example', { state: domain.MailState.waiting, attempts: 4, nextAt: ago(-12), answer: said('The mail server ssl0.ovh.net does not answer.', 'Le serveur de messagerie ssl0.ovh.net ne répond pas.'), details: 'dial tcp 213.186.33.20:465: i/o timeout' }),
    ],
  };
}
