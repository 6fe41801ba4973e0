import { openSchedule } from '../../../../shared/config/schedules/ncrontab';
import { mailRunOf, waitsForLaterRun } from '../../../../shared/jobs/deliver/weeks/mail-run';

const weekEnd = new Date('2026-11-23T07:00:00.000Z');
const runsOf = (expression: string) => {
  const timer = openSchedule(expression);
  return (after: Date) => timer.nextRun(after);
};

test.each([
  ['every two hours', '0 0 7-19/2 * * 1', '2026-11-23T09:00:00.000Z'],
  ['an hour after the end', '0 0 7,8 * * 1', '2026-11-23T08:00:00.000Z'],
  ['within the hour, several times', '0 0,30,57,58 7 * * 1', '2026-11-23T07:58:00.000Z'],
  ['within the hour only, the last one', '0 0,30 7 * * 1', '2026-11-23T07:30:00.000Z'],
  ['at the end only', '0 0 7 * * 1', '2026-11-23T07:00:00.000Z'],
  ['just before the end, and every day', '0 59 6 * * *', '2026-11-24T06:59:00.000Z'],
  ['every day at the end: the next one is not too far', '0 0 7 * * *', '2026-11-24T07:00:00.000Z'],
  ['on Wednesday', '0 0 9 * * 3', '2026-11-25T09:00:00.000Z'],
])(
  'a week is mailed by the first run that can know all of it, or the last one before a pause: %s',
  (_, schedule, run) => {
    expect(mailRunOf(weekEnd, runsOf(schedule))?.toISOString()).toBe(run);
  },
);

test('without a run after its end, no run mails a week', () => {
  expect(mailRunOf(weekEnd, () => null)).toBeNull();
  expect(waitsForLaterRun(weekEnd, weekEnd, () => null)).toBe(false);
});

test('a run waits for a later one within a day, until Graph shows the end of the week', () => {
  const after = (minutes: number) => new Date(weekEnd.getTime() + minutes * 60_000);
  const in24Hours = (now: Date) => new Date(now.getTime() + 24 * 3_600_000);
  expect([0, 57.9, 58, 60].map((minutes) => waitsForLaterRun(weekEnd, after(minutes), in24Hours))).toEqual([
    ...[true, true, false, false],
  ]);
  const later = (now: Date) => new Date(in24Hours(now).getTime() + 1);
  expect(waitsForLaterRun(weekEnd, weekEnd, later)).toBe(false);
});
