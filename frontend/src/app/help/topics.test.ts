import { describe, expect, it } from 'vitest';
import { routes } from '../router';
import { findTopic, topicNames, topicOf } from './topics';

const pathsOf = (list: typeof routes): string[] => list.flatMap((r) => [...(r.path === undefined || r.path === '*' || r.path === '/' ? [] : [r.path]), ...pathsOf(r.children ?? [])]);

describe('the help', () => {
  it('has a topic of its own for every page', () => {
    const topics = pathsOf(routes).map((path) => [path, topicOf(`/${path.replace(/:\w+/g, 'x')}`)]);
    expect(topics.filter(([, topic]) => topic === 'overview')).toEqual([]);
    expect(topicOf('/')).toBe('overview');
  });

  it('has the same topics in every language, each with a title and a text', () => {
    expect(topicNames('fr').sort()).toEqual(topicNames('en').sort());
    for (const language of ['en', 'fr'] as const) {
      for (const name of topicNames(language)) expect(findTopic(name, language)?.text.length, `${language}/${name}`).toBeGreaterThan(80);
    }
  });

  it('leads only to topics and pages that are there', () => {
    const pages = pathsOf(routes);
    for (const language of ['en', 'fr'] as const) {
      for (const name of topicNames(language)) {
        const links = [...(findTopic(name, language)?.text ?? '').matchAll(/\]\(([^)]*)\)/g)].map((m) => m[1] ?? '');
        for (const link of links) {
          const known = link.startsWith('/') ? link === '/' || pages.includes(link.slice(1)) : findTopic(link.replace(/\.md$/, ''), language) !== undefined;
          expect(known, `${language}/${name} leads to ${link}`).toBe(true);
        }
      }
    }
  });
});
