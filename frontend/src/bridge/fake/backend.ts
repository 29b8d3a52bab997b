// The fake program: same functions, same types as ../backend.ts. Used by tests and by `npm run dev:fake`.
import type * as real from '../backend';
import * as activity from './activity';
import * as app from './app';
import * as connections from './connections';
import * as drops from './drops';
import * as integrations from './integrations';
import { liveExportAPI } from './live-export';
import * as mail from './mail';
import * as project from './project';
import { staged } from './stage';
import * as support from './support';
import { EventsOn as on } from './world';

export const ActivityAPI: typeof real.ActivityAPI = staged(activity);
export const AppAPI: typeof real.AppAPI = staged(app.appAPI, true);
export const SettingsAPI: typeof real.SettingsAPI = staged(app.settingsAPI);
export const SourcesAPI: typeof real.SourcesAPI = staged(connections.sourcesAPI);
export const AuthorizationsAPI: typeof real.AuthorizationsAPI = staged(connections.authorizationsAPI);
export const ConfigurationsAPI: typeof real.ConfigurationsAPI = staged(connections.configurationsAPI);
export const TransfersAPI: typeof real.TransfersAPI = staged(connections.transfersAPI);
export const IntegrationsAPI: typeof real.IntegrationsAPI = staged(integrations.integrationsAPI);
export const LiveExportAPI: typeof real.LiveExportAPI = staged(liveExportAPI);
export const MailAPI: typeof real.MailAPI = staged(mail.mailAPI);
export const ProjectAPI: typeof real.ProjectAPI = staged(project.projectAPI);
export const SupportAPI: typeof real.SupportAPI = staged(support.supportAPI);
export const EventsOn: typeof real.EventsOn = on;
export const OnFileDrop: typeof real.OnFileDrop = drops.OnFileDrop;
export const OnFileDropOff: typeof real.OnFileDropOff = drops.OnFileDropOff;
