import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { endSignIn } from '@/bridge/fake/sign-in';
import { calls, emit, failNext, world } from '@/bridge/fake/world';
import { domain } from '@/bridge/types';
import { setLanguage } from '@/i18n/i18n';
import { renderRoutes } from '@/testing/render';
import { routes } from '../routes';

const { SignInState } = domain;
const list = '/configuration/authorizations';
const open = (at: string) => renderRoutes(routes, at);
const pop = () => screen.findByRole('dialog', { name: 'Third-party service authorizations' });
const asked = (name: string) => calls.filter((c) => c.name === `AuthorizationsAPI.${name}`).map((c) => c.asked);
const flow = () => Object.keys(world.signIns).at(-1) ?? '';
const end = (state: domain.SignInState, error?: Parameters<typeof endSignIn>[2]) => act(() => endSignIn(flow(), state, error));

/** Opens the pop-up of a service at the form for a new authorization. */
async function create(service: RegExp) {
  const { user, unmount } = open(list);
  await user.click(await screen.findByRole('button', { name: 'Create an authorization' }));
  await user.click(await screen.findByLabelText('Integration source', { selector: 'input' }));
  await user.click(await screen.findByRole('option', { name: service }));
  const go = screen.queryByRole('button', { name: 'Continue' });
  if (go !== null) await user.click(go);
  return { user, dialog: within(await pop()), unmount };
}

async function started() {
  const made = await create(/HubSpot/);
  await made.user.type(await made.dialog.findByLabelText('Client ID'), 'id-1');
  await made.user.type(made.dialog.getByLabelText('Client secret'), 'cs-4711');
  await made.user.click(made.dialog.getByRole('button', { name: 'Sign in at HubSpot' }));
  await made.dialog.findByText('Waiting for you at HubSpot');
  return made;
}

describe('signing in with the browser', () => {
  it('leads through the own app: where to click, what to copy, what to bring back', async () => {
    const { user, dialog } = await create(/HubSpot/);
    expect(await dialog.findByText('HubSpot asks every business to register its own app once. It takes about five minutes.')).toBeVisible();
    const steps = dialog.getAllByRole('listitem').filter((li) => within(li).queryByRole('heading') === null).map((li) => li.textContent);
    expect(steps[0]).toContain('Open HubSpot’s page for apps');
    expect(within(dialog.getByRole('group', { name: 'Redirect address, to paste there' })).getByText('http://localhost:47110/authorized')).toBeVisible();
    expect(within(dialog.getByRole('group', { name: 'The 2 permissions to allow there, no others' })).getByText('crm.objects.contacts.read crm.objects.deals.read')).toBeVisible();
    expect(dialog.queryByLabelText(/Refresh token/)).not.toBeInTheDocument();
    await user.click(dialog.getByRole('button', { name: 'Open in the browser' }));
    expect(calls.some((c) => c.name === 'AppAPI.OpenAddress')).toBe(true);
    await user.click(dialog.getByRole('button', { name: 'Sign in at HubSpot' }));
    expect(dialog.getByRole('alert')).toHaveTextContent('2 fields need you.');
    expect(dialog.getByLabelText('Client ID')).toHaveFocus();
    expect(asked('StartSignIn')).toEqual([]);
  });

  it('opens the browser, waits, and shows what was made, checked', async () => {
    const { user, dialog } = await started();
    expect(asked('StartSignIn')).toEqual([{ id: '', source: 'hubspot', name: 'HubSpot', values: { credentials: { kind: 'browser', client_id: 'id-1', client_secret: 'cs-4711' } } }]);
    expect(JSON.stringify(Object.entries(localStorage))).not.toContain('cs-4711');
    expect(dialog.getByRole('heading', { name: 'Sign in at HubSpot' })).toHaveFocus();
    expect(dialog.getByText('Waiting for you in the browser')).toBeVisible();
    expect(dialog.getByText(/^The page is good until \d\d:\d\d\./)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Open the browser again' }));
    expect(calls.some((c) => c.name === 'AppAPI.OpenAddress')).toBe(true);
    expect(dialog.getByRole('button', { name: 'Copy the address' })).toBeVisible();
    end(SignInState.finishing);
    expect(await dialog.findByText('HubSpot answered')).toBeVisible();
    end(SignInState.done);
    const details = within(await dialog.findByRole('region', { name: 'HubSpot' }));
    expect(await details.findByText('Works, checked just now')).toBeVisible();
    expect(await screen.findByText('Signed in at HubSpot')).toBeVisible();
  });

  it('goes on while the pop-up is closed', async () => {
    const { user, dialog } = await started();
    await user.click(dialog.getByRole('button', { name: 'Close' }));
    await user.click(await screen.findByRole('button', { name: 'HubSpot' }));
    expect(await within(await pop()).findByText('Waiting for you in the browser')).toBeVisible();
  });

  it('is shown by a window that was closed and opened meanwhile', async () => {
    const { unmount } = await started();
    unmount();
    const { user } = open(list);
    await user.click(await screen.findByRole('button', { name: 'HubSpot' }));
    expect(await within(await pop()).findByText('Waiting for you in the browser')).toBeVisible();
  });

  it('keeps what was typed when the pop-up is closed half way, all but the secret', async () => {
    const { user, dialog } = await create(/HubSpot/);
    await user.type(await dialog.findByLabelText('Client ID'), 'half');
    await user.type(dialog.getByLabelText('Client secret'), 'cs-4711');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(JSON.stringify(Object.entries(localStorage))).not.toContain('cs-4711');
    await user.click(screen.getByRole('button', { name: 'HubSpot de Josée' }));
    const again = within(await pop());
    await user.click(again.getByRole('button', { name: 'Create an authorization' }));
    expect(await again.findByLabelText('Client ID')).toHaveValue('half');
    expect(again.getByLabelText('Client secret')).toHaveValue('');
  });

  it('says so when the program knows the sign-in no more', async () => {
    const { dialog } = await started();
    failNext('AuthorizationsAPI.SignInProgress', { code: 'not_found', what: 'This no longer exists.' });
    act(() => emit('sign_in:progressed', { flow: flow(), authorization: '', state: SignInState.waiting }));
    expect(await dialog.findByText('Nobody came back in time')).toBeVisible();
  });

  it.each([
    ['a refusal', SignInState.denied, { what: 'You said no at HubSpot.', means: 'Nothing was stored.', do: 'Sign in again and allow it.' }, 'You did not allow it at HubSpot', 'Sign in again and allow it.'],
    ['a failure', SignInState.failed, { what: 'HubSpot does not know the client id.', means: 'Nothing was stored.', do: 'Compare it with the page of your app.' }, 'Signing in did not work', 'HubSpot does not know the client id.'],
    ['the end of its time', SignInState.timed_out, undefined, 'Nobody came back in time', /The page of HubSpot is no longer good/],
  ])('says %s in words, and begins anew', async (_, state, error, headline, words) => {
    const { user, dialog } = await started();
    end(state, error === undefined ? undefined : { kind: domain.Kind.sign_in, code: 'x', details: '', retryable: false, fields: [], ...error });
    expect(await dialog.findByText(headline)).toBeVisible();
    expect(dialog.getByText(words)).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Sign in again' }));
    expect(await dialog.findByText('Waiting for you at HubSpot')).toBeVisible();
    expect(asked('Reauthorize')).toHaveLength(1);
  });

  it('is cancelled, and keeps what was entered', async () => {
    const { user, dialog } = await started();
    await user.click(dialog.getByRole('button', { name: 'Cancel' }));
    expect(await dialog.findByText('Cancelled')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Check what was entered' }));
    expect(await dialog.findByLabelText('Client ID')).toHaveValue('id-1');
    expect(dialog.getByText('Stored. It is not shown again.')).toBeVisible();
    await user.click(dialog.getByRole('button', { name: 'Sign in at HubSpot' }));
    expect(await dialog.findByText('Waiting for you at HubSpot')).toBeVisible();
    expect(asked('StartSignIn').at(-1)).toMatchObject({ values: { credentials: { kind: 'browser', client_id: 'id-1' } } });
  });

  it('shows the address first where no browser opens', async () => {
    world.hasBrowser = false;
    const { dialog } = await started();
    expect(dialog.getByText(/^No browser could be opened here/)).toBeVisible();
    expect(within(dialog.getByRole('group', { name: 'Address of the sign-in page' })).getByText('https://login.example/consent?state=1')).toBeVisible();
  });

  it('takes the address by hand where the service sends nobody back to this computer', async () => {
    const { user, dialog } = await create(/QuickBooks/);
    // An app comes with the program, so the fields of an own one are out of the way.
    expect(await dialog.findByRole('button', { name: 'Use an app of your own' })).toHaveAttribute('aria-expanded', 'false');
    await user.type(dialog.getByLabelText('Your https address'), 'https://rivemont.example/tributary');
    await user.click(dialog.getByRole('button', { name: 'Sign in at QuickBooks' }));
    const address = await dialog.findByLabelText('Address the browser ended at');
    await user.type(address, 'https://rivemont.example/tributary');
    await user.click(dialog.getByRole('button', { name: 'Go on' }));
    expect(dialog.getByText('Copy the whole address, with everything behind the question mark.')).toBeVisible();
    await user.type(address, '?code=1&state=2');
    await user.click(dialog.getByRole('button', { name: 'Go on' }));
    expect(await dialog.findByRole('region', { name: 'QuickBooks' })).toBeVisible();
    expect(asked('BringBack')).toEqual([{ flow: flow(), address: 'https://rivemont.example/tributary?code=1&state=2' }]);
  });

  it('offers the other way too', async () => {
    const { user, dialog } = await create(/HubSpot/);
    await user.click(await dialog.findByLabelText('How to sign in', { selector: 'input' }));
    await user.click(await screen.findByRole('option', { name: 'Private app token' }));
    expect(dialog.getByText('Copy the key that HubSpot shows.')).toBeVisible();
    await user.type(dialog.getByLabelText('Access token'), 't-1');
    await user.click(dialog.getByRole('button', { name: 'Save and check' }));
    expect(await screen.findByText('HubSpot works.')).toBeVisible();
  });
});

describe('an authorization', () => {
  it('is opened by a link, tells who uses it, and is signed in to again with one click', async () => {
    const { user } = open(`${list}?authorization=a-old`);
    const dialog = within(await pop());
    const details = within(await dialog.findByRole('region', { name: 'Ancien compte' }));
    expect(details.getByText('Needs you to sign in')).toBeVisible();
    await user.click(details.getByRole('button', { name: 'Sign in again' }));
    expect(await dialog.findByText('Waiting for you at HubSpot')).toBeVisible();
    expect(asked('Reauthorize')).toEqual(['a-old']);
    end(SignInState.done);
    expect(await within(await dialog.findByRole('region', { name: 'Ancien compte' })).findByText('Works, checked just now')).toBeVisible();
  });

  it('shows when it was used, until when it is good, and what would stop', async () => {
    open(`${list}?authorization=a-crm`);
    const details = within(await within(await pop()).findByRole('region', { name: 'HubSpot de Josée' }));
    expect(details.getByRole('link', { name: 'HubSpot' })).toHaveAttribute('href', '/configuration/c-crm');
    expect(details.getByRole('link', { name: 'Clients d’affaires' })).toHaveAttribute('href', '/integrations/i-crm');
    expect(details.getByText('No date known')).toBeVisible();
  });

  it('has the focus where it was opened by its address: Tab goes on to what can be done with it', async () => {
    const { user } = open(`${list}?authorization=a-old`);
    const dialog = within(await pop());
    const details = within(await dialog.findByRole('region', { name: 'Ancien compte' }));
    await waitFor(() => expect(dialog.getByRole('group', { name: 'Ancien compte' })).toHaveFocus());
    await user.tab();
    expect(details.getByRole('button', { name: 'Sign in again' })).toHaveFocus();
  });

  it('is brought into view at 200 % zoom, where the list is above it', async () => {
    vi.spyOn(window, 'matchMedia').mockReturnValue({ matches: true, addEventListener: () => undefined, removeEventListener: () => undefined } as unknown as MediaQueryList);
    vi.spyOn(Element.prototype, 'scrollIntoView').mockImplementation(function (this: Element) {
      if (this.textContent.includes('Needs you to sign in')) this.setAttribute('data-in-view', '');
    });
    open(`${list}?authorization=a-old`);
    const dialog = within(await pop());
    await waitFor(() => expect(dialog.getByRole('group', { name: 'Ancien compte' })).toHaveAttribute('data-in-view'));
    vi.restoreAllMocks();
  });

  it('says that the network is away instead of opening anything', async () => {
    failNext('AuthorizationsAPI.Reauthorize', { kind: domain.Kind.offline, what: 'There is no network.', retryable: true });
    const { user } = open(list);
    await user.click(await screen.findByRole('button', { name: 'Sign in again with Ancien compte' }));
    expect(await screen.findByText(/There is no network\./)).toBeVisible();
  });

  it('is revoked after it was said which integrations stop', async () => {
    const { user } = open(list);
    await user.click(await screen.findByRole('button', { name: 'What to do with HubSpot de Josée' }));
    expect(await screen.findByRole('menuitem', { name: /Delete.*In use by HubSpot/ })).toHaveAttribute('aria-disabled', 'true');
    await user.click(screen.getByRole('menuitem', { name: 'Revoke' }));
    const confirm = within(await screen.findByRole('dialog', { name: 'Revoke HubSpot de Josée?' }));
    expect(confirm.getByText('This integration waits until then:')).toBeVisible();
    expect(confirm.getByText('Clients d’affaires')).toBeVisible();
    await user.click(confirm.getByRole('button', { name: 'Revoke' }));
    await waitFor(() => expect(world.authorizations.find((a) => a.id === 'a-crm')?.state).toBe(domain.AuthorizationState.needs_sign_in));
    expect(await screen.findByRole('button', { name: 'Sign in again with HubSpot de Josée' })).toBeVisible();
  });

  it('is not revoked where the service offers no call for it', async () => {
    world.authorizations = world.authorizations.map((a) => ({ ...a, canRevoke: false }));
    const { user } = open(list);
    await user.click(await screen.findByRole('button', { name: 'What to do with HubSpot de Josée' }));
    expect(await screen.findByRole('menuitem', { name: /Revoke.*only on its own pages/ })).toHaveAttribute('aria-disabled', 'true');
  });

  it('tells every state in words', async () => {
    const [one] = world.authorizations;
    if (one === undefined) throw new Error('the fake has no authorization');
    const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    const states: [domain.AuthorizationState, RegExp][] = [
      [domain.AuthorizationState.works, /^Works, checked/],
      [domain.AuthorizationState.expires_soon, /^Works, expires/],
      [domain.AuthorizationState.needs_sign_in, /^Needs you to sign in/],
      [domain.AuthorizationState.not_allowed, /^Not allowed: a permission is missing/],
      [domain.AuthorizationState.unchecked, /^Not checked yet/],
    ];
    world.authorizations = states.map(([state]) => ({ ...one, id: state, name: state, state, expiresAt: inDays(3) }));
    open(list);
    for (const [state, words] of states) expect(within(await screen.findByRole('row', { name: new RegExp(`${state}\\b`) })).getByText(words)).toBeVisible();
  });

  it('speaks French', async () => {
    await setLanguage('fr');
    const { user } = open(`${list}?authorization=a-old`);
    await user.click(await screen.findByRole('button', { name: 'Se connecter de nouveau' }));
    expect(await screen.findByText('En attente de votre connexion à HubSpot')).toBeVisible();
  });
});
