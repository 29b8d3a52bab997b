import type { api } from '../types';
import { said } from './said';

export const woo: api.Source = { id: 'woocommerce', name: 'WooCommerce', category: 'Shop', monogram: 'Wo', description: 'Customers, orders and products of a WooCommerce shop.', needsAuthorization: true, fromFile: false };
export const hubspot: api.Source = { id: 'hubspot', name: 'HubSpot', category: 'CRM', monogram: 'Hs', description: 'Contacts, companies and deals.', needsAuthorization: true, fromFile: false };
export const sheets: api.Source = { id: 'spreadsheet', name: 'Spreadsheets', category: 'Files', monogram: '', description: 'A folder or a file of CSV and XLSX.', needsAuthorization: false, fromFile: false };
export const stripe: api.Source = { id: 'stripe', name: 'Stripe', category: 'Payments', monogram: 'St', description: 'Customers, invoices and payments.', needsAuthorization: true, fromFile: false };
export const xero: api.Source = { id: 'xero', name: 'Xero', category: 'Accounting', monogram: 'Xe', description: 'Contacts, invoices and payments.', needsAuthorization: true, fromFile: false };
export const quickbooks: api.Source = { id: 'quickbooks', name: 'QuickBooks', category: 'Accounting', monogram: 'Qb', description: 'Customers, invoices and payments.', needsAuthorization: true, fromFile: false };
export const brevo: api.Source = { id: 'brevo', name: 'Brevo', category: 'Newsletter', monogram: 'Br', description: 'Contacts and campaigns.', needsAuthorization: true, fromFile: false };
const microsoftMail: api.Source = { id: 'microsoft_mail', name: 'Microsoft 365', category: 'Email', monogram: 'M3', description: 'Sends the email alerts.', needsAuthorization: true, fromFile: false };

export const field = (name: string, title: string, kind: string, more: Partial<api.FormField> = {}): api.FormField => ({
  name, title, kind, help: '', required: false, default: '', examples: [], pattern: '', patternText: '', options: [], fields: [], hidden: false, multiline: false, discriminator: '', ...more,
});

const wooSpec: api.SourceSpec = {
  source: woo,
  authorization: [
    field('address', 'Shop address', 'text', { required: true, examples: ['https://shop.example'], pattern: '^https?://.+', patternText: 'The address begins with https://', help: 'The address at which customers reach the shop.' }),
    field('key', 'Consumer key', 'secret', { required: true, help: 'WooCommerce shows it once, when the key is made.' }),
    field('secret', 'Consumer secret', 'secret', { required: true }),
  ],
  settings: [field('start_date', 'Read records from', 'date', { help: 'Older records stay in the shop.', default: '"2019-01-01"' })],
  guide: [
    { text: 'Open the keys page of the shop and choose “Add key”.', copy: '', link: 'https://shop.example/wp-admin/admin.php?page=wc-settings&tab=advanced&section=keys' },
    { text: 'Give the key this name and the permission “Read”.', copy: 'Tributary', link: '' },
    { text: 'Bring back the two keys that the shop shows.', copy: '', link: '' },
  ],
  documentationUrl: 'https://woocommerce.com/document/woocommerce-rest-api/',
};

const hubspotSpec: api.SourceSpec = {
  source: hubspot,
  authorization: [
    field('credentials', said('How to sign in', 'Comment se connecter'), 'choice', {
      required: true,
      discriminator: 'kind',
      options: [
        { value: 'browser', title: said('Sign in with the browser', 'Se connecter avec le navigateur'), fields: [field('client_id', 'Client ID', 'text', { required: true }), field('client_secret', 'Client secret', 'secret', { required: true }), field('refresh_token', 'Refresh token', 'secret', { required: true })] },
        { value: 'token', title: said('Private app token', 'Jeton d’application privée'), fields: [field('access_token', 'Access token', 'secret', { required: true })] },
        { value: 'key', title: 'Account key', fields: [field('account', 'Account', 'text', { required: true }), field('api_key', 'Key', 'secret', { required: true })] },
      ],
    }),
  ],
  settings: [
    field('archived', 'Read archived records too', 'boolean'),
    field('page_size', 'Records a page', 'integer', { min: 1, max: 100, default: '100' }),
    field('properties', 'Extra properties', 'list', { help: 'Names as HubSpot writes them.' }),
  ],
  guide: [
    { text: 'Open the keys of your HubSpot account and choose “Create key”.', copy: '', link: 'https://app.hubspot.com/keys' },
    { text: 'Copy the key that HubSpot shows.', copy: '', link: '' },
  ],
  signIn: {
    when: 'credentials.kind', whenValue: 'browser', clientFields: ['credentials.client_id', 'credentials.client_secret'], clientShipped: false, filled: ['credentials.refresh_token'],
    redirectAddress: 'http://localhost:47110/authorized', redirectField: '', canRevoke: true,
    guide: [{ text: said('Open HubSpot’s page for apps and choose “Create app”.', 'Ouvrez la page des applications de HubSpot et choisissez «\u00a0Create app\u00a0».'), copy: '', link: 'https://app.hubspot.com/developer' }],
    permissions: ['crm.objects.contacts.read', 'crm.objects.deals.read'],
  },
  documentationUrl: '',
};

const sheetsSpec: api.SourceSpec = {
  source: sheets,
  authorization: [],
  settings: [
    field('path', 'Folder or file', 'path', { required: true, help: 'Each file or sheet is a data type.' }),
    field('dates', 'Dates are written', 'enum', { options: [{ value: '', title: 'As found', fields: [] }, { value: 'day_first', title: 'Day first', fields: [] }, { value: 'month_first', title: 'Month first', fields: [] }] }),
  ],
  guide: [],
  documentationUrl: '',
};

const xeroSpec: api.SourceSpec = {
  source: xero,
  authorization: [
    field('client_id', 'Client id', 'text', { required: true }),
    field('client_secret', 'Client secret', 'secret', { required: true }),
    field('refresh_token', 'Refresh token', 'secret', { hidden: true }),
  ],
  settings: [],
  guide: [],
  signIn: {
    when: '', whenValue: '', clientFields: ['client_id', 'client_secret'], clientShipped: false, filled: ['refresh_token'],
    redirectAddress: 'http://localhost:47821/', redirectField: '',
    guide: [
      { text: 'Open My Apps at Xero and choose “New app”, of the kind “Web app”.', copy: '', link: 'https://developer.xero.com/app/manage' },
      { text: 'Copy the client id, and make a client secret.', copy: '', link: '' },
    ],
    permissions: ['accounting.contacts.read', 'accounting.transactions.read'], canRevoke: true,
  },
  documentationUrl: '',
};

const mailSpec: api.SourceSpec = {
  source: microsoftMail,
  authorization: [field('client_id', 'Application (client) ID', 'text', { required: true }), field('refresh_token', 'Refresh token', 'secret')],
  settings: [],
  guide: [],
  signIn: {
    when: '', whenValue: '', clientFields: ['client_id'], clientShipped: false, filled: ['refresh_token'], redirectAddress: 'http://localhost/tributary', redirectField: '', canRevoke: false,
    guide: [{ text: 'Open entra.microsoft.com and choose App registrations → New registration.', copy: '', link: 'https://entra.microsoft.com' }],
    permissions: ['SMTP.Send', 'offline_access'],
  },
  documentationUrl: '',
};

const quickbooksSpec: api.SourceSpec = {
  source: quickbooks,
  authorization: [...xeroSpec.authorization, field('redirect_address', 'Your https address', 'text', { required: true, pattern: '^https://', patternText: 'https://rivemont.example/tributary' })],
  settings: [],
  guide: [],
  signIn: {
    when: '', whenValue: '', clientFields: ['client_id', 'client_secret'], clientShipped: true, filled: ['refresh_token'], redirectAddress: '', redirectField: 'redirect_address',
    guide: [{ text: 'Open your apps at QuickBooks and choose “Create an app”.', copy: '', link: 'https://developer.intuit.com' }], permissions: ['com.intuit.quickbooks.accounting'], canRevoke: false,
  },
  documentationUrl: '',
};

/** Signed in to for sending mail, and no source of records. */
export const mailAccounts = [microsoftMail];

export const allSources = [brevo, hubspot, quickbooks, sheets, stripe, woo, xero];

export function specOf(id: string): api.SourceSpec {
  const known = { woocommerce: wooSpec, hubspot: hubspotSpec, spreadsheet: sheetsSpec, xero: xeroSpec, quickbooks: quickbooksSpec, microsoft_mail: mailSpec }[id];
  const source = [...allSources, ...mailAccounts].find((s) => s.id === id) ?? woo;
  return known ?? { source, authorization: [field('api_key', 'Key', 'secret', { required: true })], settings: [], guide: [], documentationUrl: '' };
}
