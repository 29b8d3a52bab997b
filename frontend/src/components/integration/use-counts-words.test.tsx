import { screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { setLanguage } from '@/i18n/i18n';
import { renderPart } from '@/testing/render';
import { useCountsWords } from './use-counts-words';

function Said() {
  return <p>{useCountsWords()({ created: 1, updated: 1204, deleted: 0 })}</p>;
}

afterEach(() => setLanguage('en'));

it.each([
  ['en', '1 created, 1,204 updated, 0 deleted'],
  ['fr', '1 créée, 1\u00a0204 modifiées, 0 supprimée'],
] as const)('gives each count its own plural in %s', async (language, said) => {
  await setLanguage(language);
  renderPart(<Said />);
  expect(await screen.findByText((_, element) => element?.tagName === 'P' && element.textContent === said)).toBeVisible();
});
