import { checkSchedules, scheduleWarnings } from '../../../shared/config/schedules/check-schedules';

const now = new Date('2026-11-18T12:00:00.000Z');
const weekly = '0 0 7 * * 1';
const facts = {
  ...{ reportSchedule: weekly, collectSchedule: '0 30 1 * * *', alertSchedule: '0 */15 * * * *' },
  ...{ reports: [{ timeZone: 'UTC' }], alerts: [] },
};
const check = (reportSchedule: string, ...zones: string[]) =>
  checkSchedules({ ...facts, reportSchedule, reports: zones.map((timeZone) => ({ timeZone })) }, now);

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
    fix: 'Schedule it at least 2 h later to report on the week that has just ended.',
  });
  expect(check('0 0 4,12 * * 1', 'America/New_York').state).toBe('ok');
});

test('fails when the last run of the day starts before Graph shows the end of the week', () => {
  const expression = '0 0 7 * * 1';
  expect(check(expression, 'America/Phoenix')).toEqual({
    state: 'failed',
    found: `REPORT_SCHEDULE "${expression}" is UTC and fires on Monday 2026-11-23 at 00:00 in America/Phoenix, before Microsoft Graph shows the end of the week: the report will be incomplete, and a correction will follow.`,
    fix: 'Schedule it at least 1 h later to report on the week that has just ended.',
  });
  // In Los Angeles it is Sunday in winter, and Monday at midnight in summer.
  expect(check(expression, 'America/Los_Angeles')).toMatchObject({
    fix: expect.stringContaining('2 h later') as string,
  });
  expect(check('0 0 8 * * 1', 'America/Los_Angeles')).toMatchObject({
    fix: expect.stringContaining('1 h later') as string,
  });
  expect(check('0 0 9 * * 1', 'America/Los_Angeles').state).toBe('ok');
  expect(check('0 59 0 * * 1', 'UTC').state).toBe('ok');
  expect(check('0 57 0 * * 1', 'UTC').state).toBe('failed');
  expect(check('0 0 7-19/2 * * 1', 'America/Phoenix', 'America/Los_Angeles', 'Pacific/Honolulu').state).toBe(
    'ok',
  );
});

describe('alert runs that are far apart', () => {
  const checkAlerts = (alertSchedule: string, alerts: readonly unknown[] = [{}]) =>
    checkSchedules({ ...facts, alertSchedule, alerts }, now);

  test('are a warning, at start and of the doctor', () => {
    const warning = {
      found:
        'ALERT_SCHEDULE "0 0 8 * * 1,4" leaves 96 hours between two runs, after 2026-11-19 08:00 UTC. But a run reads the last 24 hours at most, 2 of them again for late events: what it does not read causes no alert.',
      fix: 'Schedule a run at least every 22 hours, such as "0 */15 * * * *".',
    };
    expect(checkAlerts('0 0 8 * * 1,4')).toEqual({ state: 'warning', ...warning });
    const set = { ...facts, alertSchedule: '0 0 8 * * 1,4', alerts: [{}] };
    expect(scheduleWarnings(set, now)).toEqual([`${warning.found} ${warning.fix}`]);
  });

  test.each([
    ['once a day', '0 0 8 * * *', 'leaves 24 hours between two runs, after 2026-11-19 08:00 UTC'],
    [
      'on working days',
      '0 */15 7-19 * * Mon-Fri',
      'leaves 59.3 hours between two runs, after 2026-11-20 19:45 UTC',
    ],
    ['not in December', '0 0 * * 1-11 *', 'leaves 745 hours between two runs, after 2026-11-30 23:00 UTC'],
    ['23 hours apart', '0 0 0,23 * * *', 'leaves 23 hours between two runs, after 2026-11-19 00:00 UTC'],
  ])('are found: %s', (_, schedule, words) => {
    expect(checkAlerts(schedule).found).toContain(words);
  });

  test.each(['0 0 0,22 * * *', '0 0 */12 * * *', '0 */15 * * * *', '* * * * * *'])(
    'are none of %s',
    (schedule) => {
      expect(checkAlerts(schedule).state).toBe('ok');
    },
  );

  test('do not matter without a channel', () => {
    expect(checkAlerts('0 0 8 * * 1', []).state).toBe('ok');
  });
});
