// The generated bindings, gathered so that the fake can stand in for all of them at once (see vite.config.ts).
export * as ActivityAPI from 'wails/go/api/ActivityAPI';
export * as AppAPI from 'wails/go/api/AppAPI';
export * as AuthorizationsAPI from 'wails/go/api/AuthorizationsAPI';
export * as ConfigurationsAPI from 'wails/go/api/ConfigurationsAPI';
export * as IntegrationsAPI from 'wails/go/api/IntegrationsAPI';
export * as LiveExportAPI from 'wails/go/api/LiveExportAPI';
export * as MailAPI from 'wails/go/api/MailAPI';
export * as ProjectAPI from 'wails/go/api/ProjectAPI';
export * as SettingsAPI from 'wails/go/api/SettingsAPI';
export * as SourcesAPI from 'wails/go/api/SourcesAPI';
export * as SupportAPI from 'wails/go/api/SupportAPI';
export * as TransfersAPI from 'wails/go/api/TransfersAPI';
export { EventsOn, OnFileDrop, OnFileDropOff } from 'wails/runtime/runtime';
