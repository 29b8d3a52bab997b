// The types of the bound API, as generated from Go. Components may import this file and time.ts, nothing else of the bridge.
export { api, domain } from 'wails/go/models';
