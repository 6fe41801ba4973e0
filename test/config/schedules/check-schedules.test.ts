import { checkSchedules } from '../../../shared/config/schedules/check-schedules';

const now = new Date('2026-11-18T12:00:00.000Z');
const check = (reportSchedule: string, ...zones: string[]) =>
  checkSchedules(
    { reportSchedule, collectSchedule: '0 30 1 * * *', reports: zones.map((timeZone) => ({ timeZone })) },
    now,
  );

test('names the next three runs in each zone of the reports', () => {
  expect(check('0 0 7 * * 1', 'Europe/Berlin', 'UTC', 'UTC')).toEqual({
    state: 'ok',
    found:
      'Next runs: report 2026-11-23 08:00, 2026-11-30 08:00, 2026-12-07 08:00 (Europe/Berlin); ' +
      'report 2026-11-23 07:00, 2026-11-30 07:00, 2026-12-07 07:00 (UTC); ' +
      'collect 2026-11-19 02:30, 2026-11-20 02:30, 2026-11-21 02:30 (Europe/Berlin).',
  });
});

test('fails when the last run of the day starts before the week has ended', () => {
  expect(check('0 0 4 * * 1', 'America/New_York')).toMatchObject({
    state: 'failed',
    fix: 'Schedule it at least 1 h later to report on the week that has just ended.',
  });
  expect(check('0 0 4,12 * * 1', 'America/New_York').state).toBe('ok');
});
