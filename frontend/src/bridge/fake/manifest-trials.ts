import type * as real from '../backend';
import type { api } from '../types';
import { said } from './said';
import { field } from './seed-sources';
import { begin } from './world';

/* eslint-disable @typescript-eslint/require-await -- bound functions always return promises */

const source: api.Source = { id: 'own-service', name: 'Own service', category: 'Manifest file', monogram: 'Os', description: '', needsAuthorization: true, fromFile: true };

const spec: api.SourceSpec = {
  source,
  authorization: [
    field('address', 'Address', 'text', { required: true, help: 'Where the service is reached.', examples: ['https://club.example'] }),
    field('api_key', 'Key', 'secret', { required: true }),
  ],
  settings: [field('start_date', 'Read records from', 'date', { default: '"2024-01-01"' })],
  guide: [],
  documentationUrl: '',
};

/** A manifest whose name has `sign-in` in it is signed in to with the browser. */
const signedIn: api.SourceSpec = {
  ...spec,
  authorization: [field('client_id', 'Client id', 'text', { required: true }), field('refresh_token', 'Refresh token', 'secret', { required: true, hidden: true })],
  signIn: { when: '', whenValue: '', clientFields: ['client_id'], clientShipped: false, filled: ['refresh_token'], redirectAddress: 'http://localhost:47821/', redirectField: '', guide: [], permissions: [], canRevoke: false },
};

const members = [['m-101', 'Léa Tremblay', 'lea.t@fjord.example', 'Lévis', '2024-03-11'], ['m-102', 'Mathieu Gagnon', 'mg@poste.example', 'Montréal', '2023-11-28'], ['m-103', 'Ginette Bouchard', 'info@lac.example', 'Saint-Félicien', '2021-06-02']];
const columns = ['id', 'name', 'email', 'city', 'since'];

const asked = (dataType: string): api.Request[] => [
  { method: 'POST', address: 'https://club.example/api/token', status: 200, millis: 142, bytes: 318, failure: '' },
  { method: 'GET', address: `https://club.example/api/${dataType}?api_key=[hidden]&from=2024-01-01&page=1`, status: 429, millis: 61, bytes: 96, failure: '' },
  { method: 'GET', address: `https://club.example/api/${dataType}?api_key=[hidden]&from=2024-01-01&page=1`, status: 200, millis: 388, bytes: 18_204, failure: '' },
];

/** Ends the trial under way; a trial of `visits` waits for that. */
let cancelled: (() => void) | undefined;

const stopped = { kind: 'cancelled', code: 'cancelled', what: 'This was stopped.', means: '', do: '', details: '', retryable: false, fields: [] } as unknown as api.Error;

const reportOf = (path: string): api.ManifestReport => ({
  path, sourceId: source.id, name: source.name, dataTypes: ['members', 'visits'], more: false, usable: true,
  problems: [{ path: 'streams[2].retriever.requester', words: said('The CustomRequester "club.Requester" is program code that comes with the connector (club); it cannot run here.', 'Du code de programme livré avec le connecteur (CustomRequester : « club.Requester », club) ; il ne peut pas être exécuté ici.') }],
});

export const manifestTrials: Pick<typeof real.SourcesAPI, 'InspectManifest' | 'ManifestForm' | 'TryManifest' | 'CancelTry'> = {
  async InspectManifest(path) {
    begin('SourcesAPI.InspectManifest');
    return reportOf(path);
  },
  async ManifestForm(path) {
    begin('SourcesAPI.ManifestForm', path);
    return { report: reportOf(path), spec: path.includes('sign-in') ? signedIn : spec };
  },
  async TryManifest(input) {
    begin('SourcesAPI.TryManifest', input);
    const trial = { dataType: input.dataType, dataTypes: [], part: 'streams[0]' };
    if (input.dataType !== 'visits') return { ...trial, preview: { columns, rows: members, raw: members.map((row) => JSON.stringify(Object.fromEntries(columns.map((c, i) => [c, row[i]])), null, 2)), requests: asked(input.dataType) } };
    await new Promise<void>((resolve) => (cancelled = resolve));
    return { ...trial, part: 'streams[1]', preview: { columns: [], rows: [], raw: [], requests: asked(input.dataType).slice(0, 2), error: stopped } };
  },
  async CancelTry() {
    begin('SourcesAPI.CancelTry');
    cancelled?.();
  },
};
