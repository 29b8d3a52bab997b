// A strict OAuth server that others wrote (oidc-provider, certified), with a small service beside it that gives its records only for
// tokens which the server's introspection calls active. Both on free loopback ports.
import { createServer } from 'node:http';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Provider from 'oidc-provider';

const RESOURCE = { id: 'records', secret: 'records-secret-of-the-test' };
export const CLIENT = 'tributary-of-the-test';

/** Starts both. The result: `issuer`, `address` of the service, `records`, `revoke()`, `refreshes()`, `writeManifest(folder)`, `stop()`. */
export async function startProvider({ records = people(25), tokenSeconds = 3600 } = {}) {
  const front = createServer();
  const issuer = await listen(front);
  const grants = new Set();
  const seen = { refreshes: 0, codes: 0 };
  const provider = new Provider(issuer, {
    clients: [
      { client_id: CLIENT, token_endpoint_auth_method: 'none', application_type: 'native', redirect_uris: ['http://127.0.0.1/'], grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] },
      { client_id: RESOURCE.id, client_secret: RESOURCE.secret, redirect_uris: [], grant_types: [], response_types: [] },
    ],
    cookies: { keys: ['a key of the test'] },
    pkce: { required: () => true },
    rotateRefreshToken: true,
    ttl: { AccessToken: tokenSeconds, RefreshToken: 14 * 86400, Session: 86400, Grant: 14 * 86400, Interaction: 3600, IdToken: 3600 },
    features: { introspection: { enabled: true, allowedPolicy: () => true }, revocation: { enabled: true } },
  });
  provider.on('grant.success', (ctx) => {
    grants.add(ctx.oidc.entities.Grant.jti);
    seen[ctx.oidc.params.grant_type === 'refresh_token' ? 'refreshes' : 'codes'] += 1;
  });
  provider.on('grant.error', (ctx, error) => process.env.SHOW_OUTPUT && console.error(error.error, error.error_detail));
  front.on('request', provider.callback());

  const service = createServer(async (request, response) => {
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    const allowed = token !== '' && (await introspect(issuer, token));
    response.writeHead(allowed ? 200 : 401, { 'content-type': 'application/json' });
    response.end(JSON.stringify(allowed ? { people: records } : { error: 'unauthorized' }));
  });
  const address = await listen(service);
  return {
    issuer, address, records, seen,
    /** Takes every permission back, as an administrator at the service would. */
    async revoke() {
      for (const id of grants) {
        for (const kind of ['AccessToken', 'RefreshToken', 'AuthorizationCode']) await provider[kind].revokeByGrantId(id);
        await (await provider.Grant.find(id))?.destroy();
      }
      grants.clear();
    },
    async writeManifest(folder) {
      const path = join(folder, 'people.yaml');
      await writeFile(path, manifest(issuer, address));
      return path;
    },
    async stop() {
      for (const server of [front, service]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

function listen(server) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`));
  });
}

async function introspect(issuer, token) {
  const answer = await fetch(`${issuer}/token/introspection`, {
    method: 'POST', body: new URLSearchParams({ token }), headers: { authorization: `Basic ${Buffer.from(`${RESOURCE.id}:${RESOURCE.secret}`).toString('base64')}` },
  });
  return (await answer.json()).active === true;
}

export function people(count) {
  return Array.from({ length: count }, (_, n) => ({ id: String(n + 1), name: `Person ${n + 1}`, email: `person${n + 1}@example.com` }));
}

/** The person at the server's pages: log-in, then consent; the last page is ours. */
export async function agree(page, address) {
  await page.goto(address);
  await page.getByPlaceholder('Enter any login').fill('josee');
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

/** The person who says no. */
export async function refuse(page, address) {
  await page.goto(address);
  await page.getByRole('link', { name: 'Cancel' }).click();
}

function manifest(issuer, address) {
  return `
version: 6.0.0
type: DeclarativeSource
check: {type: CheckStream, stream_names: [People]}
streams:
  - type: DeclarativeStream
    name: People
    primary_key: [id]
    retriever:
      type: SimpleRetriever
      record_selector: {type: RecordSelector, extractor: {type: DpathExtractor, field_path: [people]}}
      requester:
        type: HttpRequester
        url_base: ${address}
        path: /people
        http_method: GET
        authenticator:
          type: OAuthAuthenticator
          token_refresh_endpoint: ${issuer}/token
          client_id: "{{ config['client_id'] }}"
          client_secret: ""
          refresh_token: "{{ config['refresh_token'] }}"
    schema_loader:
      type: InlineSchemaLoader
      schema: {type: object, properties: {id: {type: string}, name: {type: string}, email: {type: string}}}
spec:
  type: Spec
  connection_specification:
    title: People
    type: object
    required: [client_id, refresh_token]
    properties:
      client_id: {type: string, title: Client id, order: 0}
      refresh_token: {type: string, title: Refresh token, airbyte_secret: true, order: 1}
  advanced_auth:
    auth_flow_type: oauth2.0
    oauth_config_specification:
      oauth_connector_input_specification:
        consent_url: "${issuer}/auth?response_type=code&prompt=consent&{{client_id_param}}&{{redirect_uri_param}}&{{scope_param}}&{{state_param}}"
        access_token_url: "${issuer}/token"
        scope: openid offline_access
        extract_output: [refresh_token]
        redirect_uri: http://127.0.0.1/
      complete_oauth_output_specification:
        type: object
        properties:
          refresh_token: {type: string, path_in_connector_config: [refresh_token]}
      complete_oauth_server_output_specification:
        type: object
        properties:
          client_id: {type: string, path_in_connector_config: [client_id]}
`;
}
