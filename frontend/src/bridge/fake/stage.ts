// What the fake program plays, chosen by the page's address: ?world=full (the default), empty, loading or error. For pictures and
// the checks of build/e2e/screens; tests of parts use failNext.
import type { api } from '../types';
import { said } from './said';
import { resetWorld } from './world';

const plays = ['full', 'empty', 'loading', 'error'] as const;
type Play = (typeof plays)[number];

const asked = new URLSearchParams(window.location.search).get('world');
const play: Play = plays.find((p) => p === asked) ?? 'full';
if (play === 'empty') resetWorld('empty');

// What the window needs to be a window: without it even an error has no language. While pages load, the sidebar knows already.
const always = play === 'error' ? ['UseLanguage'] : ['UseLanguage', 'Status'];

const words = said(
  { what: 'The database cannot be read.', means: 'Nothing was changed.', do: 'Check the disk, or restore the data folder from a backup.' },
  { what: 'La base de données ne peut pas être lue.', means: 'Rien n’a été changé.', do: 'Vérifiez le disque, ou restaurez le dossier de données depuis une sauvegarde.' },
);

const noDatabase: api.Error = {
  kind: 'our_fault', code: 'database', ...words,
  details: 'read project.db: disk I/O error (10)', retryable: true, fields: [],
} as unknown as api.Error;

type Call = (...args: never[]) => Promise<unknown>;

/** The same functions, as the play has them: never answering, or failing. */
export function staged<API extends object>(bound: API, isShell = false): API {
  if (play === 'full' || play === 'empty') return bound;
  const calls: Record<string, unknown> = {};
  for (const [name, call] of Object.entries(bound) as [string, Call][]) {
    if (isShell && always.includes(name)) calls[name] = call;
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- the fake rejects exactly as Wails does
    else calls[name] = play === 'loading' ? () => new Promise(() => undefined) : () => Promise.reject(noDatabase);
  }
  return calls as API;
}
