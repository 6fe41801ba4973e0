import { scheduleWarnings } from '../../../shared/config/schedules/check-schedules';
import { isSchedule } from '../../../shared/config/schedules/ncrontab';

const summer = new Date('2026-06-01T00:00:00Z');

const earlySchedule = (reportSchedule: string, timeZone: string, now: Date): string | null =>
  scheduleWarnings({ reportSchedule, reports: [{ timeZone }], alertSchedule: '', alerts: [] }, now)[0] ??
  null;

describe('a schedule', () => {
  test.each([
    '0 30 1 * * *',
    '0 0 7 * * 1',
    '0 7 * * 1',
    '0 0 7 * * Mon',
    '0 0 7 * JAN-mar Mon-Fri',
    '0 */5 * * * *',
    '0 5/15 * * * *',
    '0 0-30/10 8-17 1,15 * *',
    '*/10 * * * * *',
    '0 0 0 29 2 *',
    '  0  0 7 * * 1 ',
  ])('can be "%s"', (text) => {
    expect(isSchedule(text)).toBe(true);
  });

  test.each([
    '',
    'daily',
    '@weekly',
    '* * * *',
    '0 0 7 * * 1 2026',
    '0 60 7 * * 1',
    '0 0 24 * * *',
    '0 0 7 0 * *',
    '0 0 7 32 * *',
    '0 0 7 * 13 *',
    '0 0 7 L * *',
    '0 0 7 15W * *',
    '0 0 7 * * 1#2',
    '0 0 7 * * FRIL',
    '0 0 7 ? * 1',
    '0 0 7 * * +1',
    '0 0 7 * * 7',
    '0 0 7 * * 5-7',
    '0 0 22-3 * * *',
    '0 /5 * * * *',
    '0 0 0 30 2 *',
    '0 0 0 31 4,6,9,11 *',
    '01:00:00',
    '%REPORT_SCHEDULE%',
  ])('cannot be "%s"', (text) => {
    expect(isSchedule(text)).toBe(false);
  });
});

describe('a report schedule', () => {
  test.each([
    ['0 0 7 * * 1', 'UTC'],
    ['0 0 7-19/2 * * 1', 'America/Los_Angeles'],
    ['0 0 7 * * 1', 'Europe/Berlin'],
    ['0 0 7 * * 1', 'America/New_York'],
    ['0 0 1 * * 1', 'UTC'],
    ['0 0 0 * * 1', 'Europe/Berlin'],
    ['0 0 12 * * 0', 'Pacific/Kiritimati'],
    ['0 0 7 * * 2', 'America/Los_Angeles'],
  ])('"%s" is not early in %s', (expression, timeZone) => {
    expect(earlySchedule(expression, timeZone, summer)).toBeNull();
  });

  test('of Monday 07:00 UTC is early in Los Angeles in winter, and the warning comes in summer', () => {
    expect(earlySchedule('0 0 7 * * 1', 'America/Los_Angeles', summer)).toBe(
      'REPORT_SCHEDULE "0 0 7 * * 1" is UTC and fires on Sunday 2026-11-01 at 23:00 in America/Los_Angeles, before ' +
        'the week ends there: the report will cover the week before. Schedule it at least 2 h later to report on the ' +
        'week that has just ended.',
    );
    expect(earlySchedule('0 0 9 * * 1', 'America/Los_Angeles', summer)).toBeNull();
  });

  test.each([
    ['0 0 4 * * 1', 'America/New_York', '23:00', 2],
    ['0 30 3 * * 1', 'America/New_York', '23:30', 3],
    ['0 0 22 * * 0', 'Europe/Berlin', '23:00', 2],
    ['0 0 23 * * 0', 'UTC', '23:00', 2],
    ['0 0 0 * * 1', 'Pacific/Honolulu', '14:00', 11],
  ])(
    '"%s" is early in %s: it fires on Sunday at %s, and must start %d h later all year',
    (expression, timeZone, time, hours) => {
      const warning = earlySchedule(expression, timeZone, summer);
      expect(warning).toContain(timeZone);
      expect(warning).toContain(`at ${time} in`);
      expect(warning).toContain(`at least ${hours} h later`);
    },
  );

  test.each(['0 0 7 * * *', '0 0 4 * * *', '0 0 * * * *', '*/10 * * * * *', '0 0 12 * * 0,1'])(
    '"%s" is never early in any zone, since it fires again within the day',
    (expression) => {
      for (let day = 0; day < 14; day += 1) {
        const now = new Date(Date.UTC(2026, 5, 1 + day, 12));
        for (const zone of ['UTC', 'America/Los_Angeles', 'Asia/Tokyo'])
          expect(earlySchedule(expression, zone, now)).toBeNull();
      }
    },
  );
});
