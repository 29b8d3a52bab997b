// The fake program: same functions, same types as ../backend.ts. Used by tests and by `npm run dev:fake`.
import type * as real from '../backend';
import * as activity from './activity';
import * as app from './app';
import * as connections from './connections';
import * as integrations from './integrations';
import * as project from './project';
import { EventsOn as on } from './world';

export const ActivityAPI: typeof real.ActivityAPI = activity;
export const AppAPI: typeof real.AppAPI = app.appAPI;
export const SettingsAPI: typeof real.SettingsAPI = app.settingsAPI;
export const SourcesAPI: typeof real.SourcesAPI = connections.sourcesAPI;
export const AuthorizationsAPI: typeof real.AuthorizationsAPI = connections.authorizationsAPI;
export const ConfigurationsAPI: typeof real.ConfigurationsAPI = connections.configurationsAPI;
export const TransfersAPI: typeof real.TransfersAPI = connections.transfersAPI;
export const IntegrationsAPI: typeof real.IntegrationsAPI = integrations.integrationsAPI;
export const ProjectAPI: typeof real.ProjectAPI = project.projectAPI;
export const EventsOn: typeof real.EventsOn = on;
