import { screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { setLanguage } from '@/i18n/i18n';
import { renderPart } from '@/testing/render';
import { useScheduleWords } from './use-schedule-words';

function Said({ everySeconds, cron }: { everySeconds: number; cron: string }) {
  return <p>{useScheduleWords()(everySeconds, cron)}</p>;
}

afterEach(() => setLanguage('en'));

it.each([
  ['en', 60, '', 'every minute'],
  ['fr', 60, '', 'toutes les minutes'],
  ['en', 900, '', 'every 15 minutes'],
  ['fr', 900, '', 'toutes les 15 minutes'],
  ['en', 0, '0 8,13 * * *', 'at 08:00 and 13:00'],
  ['fr', 0, '0 8,13 * * *', 'à 08:00 et 13:00'],
  ['en', 0, '0 8 * * 1,2,3,4,5', 'from Monday to Friday at 08:00'],
  ['fr', 0, '0 8 * * 1,2,3,4,5', 'du lundi au vendredi à 08:00'],
  ['en', 0, '0 8 * * 0,6', 'on Saturday and Sunday at 08:00'],
  ['fr', 0, '0 8 * * 0,6', 'le samedi et le dimanche à 08:00'],
  ['fr', 0, '0 8 * * 1', 'le lundi à 08:00'],
  ['en', 0, '0 8 1 * *', 'every month on day 1 at 08:00'],
  ['fr', 0, '0 8 1 * *', 'le 1er du mois à 08:00'],
  ['en', 0, '0 8 1,15 * *', 'every month on days 1 and 15 at 08:00'],
  ['fr', 0, '0 8 1,15 * *', 'le 1er et le 15 du mois à 08:00'],
  ['en', 0, '0 8 1 1 *', 'on a schedule of its own'],
  ['fr', 0, '0 8 1 1 *', 'selon un horaire particulier'],
] as const)('says in %s a schedule of %i seconds or “%s”', async (language, everySeconds, cron, said) => {
  await setLanguage(language);
  renderPart(<Said everySeconds={everySeconds} cron={cron} />);
  expect(await screen.findByText((_, element) => element?.tagName === 'P' && element.textContent.replaceAll('\u00a0', ' ') === said)).toBeVisible();
});
