import { matchPath } from 'react-router';
import { type Language, languageOf } from '@/i18n/i18n';
import { typeset } from '@/i18n/typeset';

// The help is Markdown in this folder, one file a topic and language: texts/en/mapping.md.
const files = import.meta.glob<string>('./texts/*/*.md', { eager: true, query: '?raw', import: 'default' });

/** Which topic belongs to which page; the first pattern that fits counts. */
const pages: [pattern: string, topic: string][] = [
  ['/connect', 'connect'],
  ['/integrations', 'integrations'],
  ['/integrations/*', 'integration'],
  ['/project', 'project'],
  ['/project/*', 'rows'],
  ['/activity/errors', 'record-errors'],
  ['/activity/conflicts', 'conflicts'],
  ['/activity/*', 'activity'],
  ['/configuration', 'configuration'],
  ['/configuration/authorizations', 'authorizations'],
  ['/configuration/*', 'source-configuration'],
  ['/settings/*', 'settings'],
  ['*', 'overview'],
];

export function topicOf(pathname: string): string {
  return pages.find(([pattern]) => matchPath(pattern, pathname) !== null)?.[1] ?? 'overview';
}

export interface Topic {
  title: string;
  /** Markdown, without the title. */
  text: string;
}

/** The help of a topic; undefined when there is none of that name. */
export function findTopic(name: string, language: string): Topic | undefined {
  const known = languageOf(language);
  const raw = files[`./texts/${known}/${name}.md`] ?? '';
  const [, title, text] = /^# (.+)\n([\s\S]*)$/.exec(known === 'fr' ? typeset(raw) : raw) ?? [];
  return title === undefined || text === undefined ? undefined : { title, text };
}

/** The names of all topics in a language. */
export function topicNames(language: Language): string[] {
  return Object.keys(files).flatMap((path) => new RegExp(`^\\./texts/${language}/(.+)\\.md$`).exec(path)?.[1] ?? []);
}
