import * as backend from '@/bridge/backend';
import { toProblemError } from './errors';

type Call = (...args: never[]) => Promise<unknown>;

/** The same functions with the same types; a rejection becomes a ProblemError. */
function wrapped<API extends object>(bound: API): API {
  const calls: Record<string, unknown> = {};
  for (const [name, call] of Object.entries(bound) as [string, Call][]) {
    calls[name] = async (...args: never[]) => {
      try {
        return await call(...args);
      } catch (thrown) {
        throw toProblemError(thrown);
      }
    };
  }
  return calls as API;
}

export const activity = wrapped(backend.ActivityAPI);
export const app = wrapped(backend.AppAPI);
export const authorizations = wrapped(backend.AuthorizationsAPI);
export const configurations = wrapped(backend.ConfigurationsAPI);
export const integrations = wrapped(backend.IntegrationsAPI);
export const liveExport = wrapped(backend.LiveExportAPI);
export const mail = wrapped(backend.MailAPI);
export const project = wrapped(backend.ProjectAPI);
export const settings = wrapped(backend.SettingsAPI);
export const sources = wrapped(backend.SourcesAPI);
export const support = wrapped(backend.SupportAPI);
export const transfers = wrapped(backend.TransfersAPI);
