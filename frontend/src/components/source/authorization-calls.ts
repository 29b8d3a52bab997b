import type { api } from '@/bridge/types';

/** The program behind the pop-up of authorizations, handed in by the feature that opens it. */
export interface AuthorizationCalls {
  save: (input: api.AuthorizationInput) => Promise<api.Authorization>;
  check: (id: string) => Promise<api.Authorization>;
  rename: (id: string, name: string) => Promise<unknown>;
  remove: (id: string) => Promise<unknown>;
  revoke: (id: string) => Promise<unknown>;
  /** Opens the service's page in the browser; how it goes on is told by the sign-in of the source. */
  startSignIn: (input: api.AuthorizationInput) => Promise<void>;
  signInAgain: (one: api.Authorization) => Promise<void>;
  bringBack: (flow: string, address: string) => Promise<unknown>;
  cancelSignIn: (flow: string) => Promise<unknown>;
  /** After a sign-in that succeeded: fetches what it made. */
  settleSignIn: (source: string) => Promise<void>;
  open: (address: string) => Promise<unknown>;
}

/** A sign-in under way, or how the last one ended. */
export interface SignIn {
  flow: api.SignInFlow;
  progress: api.SignInProgress;
}
