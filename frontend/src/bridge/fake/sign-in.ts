import type * as real from '../backend';
import { domain, type api } from '../types';
import { ago } from './seed';
import { allSources, mailAccounts, specOf } from './seed-sources';
import { stored } from './stored';
import { begin, emit, found, newID, world } from './world';

/* eslint-disable @typescript-eslint/require-await -- bound functions always return promises */

const { AuthorizationState, SignInState } = domain;

type SignIns = Pick<typeof real.AuthorizationsAPI, 'StartSignIn' | 'Reauthorize' | 'BringBack' | 'CancelSignIn' | 'SignInProgress' | 'WaitingSignIns' | 'Revoke'>;

function put(made: api.Authorization): api.Authorization {
  world.authorizations = [...world.authorizations.filter((a) => a.id !== made.id), made];
  emit('authorization:changed', { id: made.id, name: made.name });
  return made;
}

const authorization = (id: string) => found(world.authorizations.find((a) => a.id === id));

function begun(one: api.Authorization): api.SignInFlow {
  const id = newID('flow');
  const spec = found(specOf(one.source.id).signIn);
  progress({ flow: id, authorization: one.id, state: SignInState.waiting });
  return (world.flows[id] = { id, authorization: one.id, address: 'https://login.example/consent?state=1', redirectAddress: spec.redirectAddress, opened: world.hasBrowser, byHand: spec.redirectField !== '', expiresAt: ago(-10) });
}

function progress(p: api.SignInProgress): void {
  world.signIns[p.flow] = p;
  emit('sign_in:progressed', p);
}

/** Ends a sign-in as the person at the service's page would. */
export function endSignIn(flow: string, state: domain.SignInState, error?: api.Error): void {
  const was = found(world.signIns[flow]);
  if (state === SignInState.done) put({ ...authorization(was.authorization), state: AuthorizationState.works, stateWords: '', checkedAt: ago(0) });
  progress({ ...was, state, ...(error === undefined ? {} : { error }) });
}

export const signIns: SignIns = {
  async StartSignIn(input) {
    begin('AuthorizationsAPI.StartSignIn', input);
    const source = found([...allSources, ...mailAccounts].find((s) => s.id === input.source));
    return begun(put({
      ...(world.authorizations.find((a) => a.id === input.id) ?? { usedBy: [], integrations: [], hint: '', checkedAt: '', lastUsedAt: '', expiresAt: '' }),
      ...stored(source.id, input.values, world.authorizations.find((a) => a.id === input.id)?.secretFields),
      id: input.id === '' ? newID('a') : input.id, source, name: input.name, state: AuthorizationState.needs_sign_in, stateWords: '', isSignIn: true, canRevoke: specOf(source.id).signIn?.canRevoke ?? false,
    }));
  },
  async Reauthorize(id) {
    begin('AuthorizationsAPI.Reauthorize', id);
    return begun(authorization(id));
  },
  async BringBack(flow, address) {
    begin('AuthorizationsAPI.BringBack', { flow, address });
    endSignIn(flow, SignInState.done);
  },
  async CancelSignIn(flow) {
    begin('AuthorizationsAPI.CancelSignIn', flow);
    if (world.signIns[flow]?.state === SignInState.waiting) endSignIn(flow, SignInState.cancelled);
  },
  async SignInProgress(flow) {
    begin('AuthorizationsAPI.SignInProgress', flow);
    return found(world.signIns[flow]);
  },
  async WaitingSignIns(source) {
    begin('AuthorizationsAPI.WaitingSignIns', source);
    return Object.values(world.flows).filter((flow) => world.signIns[flow.id]?.state === SignInState.waiting && authorization(flow.authorization).source.id === source);
  },
  async Revoke(id) {
    begin('AuthorizationsAPI.Revoke', id);
    return put({ ...authorization(id), state: AuthorizationState.needs_sign_in, stateWords: 'The permission was given back to the service.' });
  },
};
