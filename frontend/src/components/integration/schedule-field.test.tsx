import { screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { setLanguage } from '@/i18n/i18n';
import { renderPart } from '@/testing/render';
import { ScheduleField } from './schedule-field';

interface Schedule {
  everySeconds: number;
  cron: string;
}

function Field({ start, seen }: { start: Schedule; seen: Schedule[] }) {
  const [schedule, setSchedule] = useState(start);
  const change = (next: Schedule) => {
    seen.push(next);
    setSchedule(next);
  };
  return <ScheduleField {...schedule} onChange={change} />;
}

const show = (start: Schedule) => {
  const seen: Schedule[] = [];
  return { ...renderPart(<Field start={start} seen={seen} />), seen };
};

it('shows the times of day that are stored, and puts what is typed in order', async () => {
  const { user, seen } = show({ everySeconds: 0, cron: '30 7,12 * * *' });
  const times = await screen.findByLabelText('Times of day');
  expect(times).toHaveValue('07:30, 12:30');
  expect(times).toHaveAccessibleDescription('Several times are separated by commas: 08:00, 13:00.');
  await user.clear(times);
  await user.type(times, '17h30 9:30');
  await user.tab();
  expect(seen).toEqual([{ everySeconds: 0, cron: '30 9,17 * * *' }]);
  expect(screen.getByLabelText('Times of day')).toHaveValue('09:30, 17:30');
});

it.each(['', 'soon', '25:00', '8:00, 9:30'])('keeps what stood there and says how to write times for %j', async (typed) => {
  const { user, seen } = show({ everySeconds: 0, cron: '0 8 * * *' });
  const times = await screen.findByLabelText('Times of day');
  await user.clear(times);
  if (typed !== '') await user.type(times, typed);
  await user.tab();
  expect(times).toBeInvalid();
  expect(times).toHaveAccessibleDescription(/Write times like 08:00, 13:00/);
  expect(times).toHaveValue(typed);
  expect(seen).toEqual([]);
});

it('keeps the days of the week of a stored schedule', async () => {
  const { user, seen } = show({ everySeconds: 0, cron: '0 8 * * 1,5' });
  const times = await screen.findByLabelText('Times of day');
  expect(screen.getByText('on Monday and Friday')).toBeVisible();
  await user.clear(times);
  await user.type(times, '10:00');
  await user.tab();
  expect(seen).toEqual([{ everySeconds: 0, cron: '0 10 * * 1,5' }]);
});

it('changes nothing when one only looks at the times', async () => {
  const { user, seen } = show({ everySeconds: 0, cron: '0 8 * * 1-5' });
  await user.click(await screen.findByLabelText('Times of day'));
  await user.tab();
  expect(seen).toEqual([]);
});

it('goes from minutes to times of day and back', async () => {
  const { user, seen } = show({ everySeconds: 1800, cron: '' });
  expect(await screen.findByLabelText('Minutes between two runs')).toHaveValue('30');
  await user.click(screen.getByRole('radio', { name: 'At times of day' }));
  expect(screen.getByLabelText('Times of day')).toHaveValue('08:00');
  await user.click(screen.getByRole('radio', { name: 'Every few minutes' }));
  expect(screen.getByLabelText('Minutes between two runs')).toHaveValue('15');
  expect(seen).toEqual([{ everySeconds: 0, cron: '0 8 * * *' }, { everySeconds: 900, cron: '' }]);
});

it('says a monthly schedule in words, and one it does not understand by its text on hover', async () => {
  const { user, seen } = show({ everySeconds: 0, cron: '0 8 1 * *' });
  expect(await screen.findByText('every month on day 1 at 08:00')).toBeVisible();
  screen.getAllByRole('radio').forEach((radio) => expect(radio).not.toBeChecked());
  await user.click(screen.getByRole('radio', { name: 'At times of day' }));
  expect(seen).toEqual([{ everySeconds: 0, cron: '0 8 * * *' }]);
  show({ everySeconds: 0, cron: '0 8 1 1 *' });
  expect(await screen.findByText('on a schedule of its own')).toHaveAttribute('title', '0 8 1 1 *');
});

it('agrees with one minute in French too', async () => {
  await setLanguage('fr');
  show({ everySeconds: 60, cron: '' });
  expect((await screen.findByLabelText('Minutes entre deux exécutions')).closest('[class*="schedule"]')).toHaveTextContent(/intervalle de\s*minute$/);
  await setLanguage('en');
});
