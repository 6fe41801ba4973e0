import type { DayState } from '../../shared/domain/collection-day';
import { datesPeriod, isoWeek, type Period } from '../../shared/domain/time/period';
import { utcDaysBetween } from '../../shared/domain/time/utc-day';
import { completeness } from '../../shared/report/completeness';

const week = isoWeek('2026-W47', 'UTC');

/** What a coverage proves: every day of the period is complete unless a state is given. */
function proved(states: Readonly<Record<string, DayState>>, period: Period = week) {
  const coverage = utcDaysBetween(period.from, period.to).map((day) => ({
    day,
    state: states[day] ?? 'complete',
    events: 1,
    lateEvents: 0,
    lastReadAt: null,
  }));
  return completeness({ coverage, period });
}

test('says in one line that every day is covered', () => {
  expect(proved({})).toMatchObject({
    complete: true,
    short: '',
    sentence: 'Every day of this week is covered.',
  });
  expect(proved({}, datesPeriod('2026-11-02', '2026-11-15', 'UTC')).sentence).toBe(
    'Every day of this period is covered.',
  );
});

test('does not report a day as complete when the store has lost some of its events', () => {
  const coverage = [
    { day: '2026-11-16', state: 'complete' as const, events: 9, lateEvents: 0, lastReadAt: null },
  ];
  const missingEvents = [{ day: '2026-11-16', read: 8, counted: 9 }];
  expect(completeness({ coverage, period: week, missingEvents })).toMatchObject({
    complete: false,
    short: 'INCOMPLETE, stored events of 1 day lost',
    sentence: 'INCOMPLETE: the store has lost events of Mon 16 Nov that had been collected.',
  });
  expect(completeness({ coverage, period: week, missingEvents: [] }).complete).toBe(true);
});

test('names the days that are not complete, and says what happened to each', () => {
  expect(proved({ '2026-11-18': 'missing' })).toMatchObject({
    complete: false,
    short: 'INCOMPLETE, 1 of 7 days missing',
    sentence: 'INCOMPLETE: Wed 18 Nov was never read. What happened then may be missing below.',
  });
  expect(proved({ '2026-11-18': 'missing', '2026-11-19': 'missing', '2026-11-20': 'partial' })).toMatchObject(
    {
      short: 'INCOMPLETE, 3 of 7 days not complete',
      sentence: expect.stringContaining(
        'Wed 18 Nov and Thu 19 Nov were never read; Fri 20 Nov was read in part.',
      ) as string,
    },
  );
});

test('counts the seven local days of a week in every zone, and those of which a UTC day is a part', () => {
  for (const zone of [
    'Europe/Amsterdam',
    'America/Los_Angeles',
    'Pacific/Auckland',
    'Etc/GMT+12',
    'Etc/GMT-14',
  ]) {
    const period = isoWeek('2026-W47', zone);
    expect(utcDaysBetween(period.from, period.to)).toHaveLength(8);
    expect(proved({ '2026-11-18': 'lost' }, period).short).toBe('INCOMPLETE, 2 of 7 days lost in part');
    const all = Object.fromEntries(
      utcDaysBetween(period.from, period.to).map((day) => [day, 'missing' as const]),
    );
    expect(proved(all, period).short).toBe('INCOMPLETE, 7 of 7 days missing');
  }
});

test('names the local days of the period, and those that were read in part', () => {
  const amsterdam = isoWeek('2026-W47', 'Europe/Amsterdam');
  // The last hour of this UTC day, a Sunday, is the first one of the week.
  expect(proved({ '2026-11-15': 'missing' }, amsterdam)).toMatchObject({
    complete: false,
    short: 'INCOMPLETE, 1 of 7 days not read in full',
    sentence: 'INCOMPLETE: Mon 16 Nov was read in part. What happened then may be missing below.',
  });
  expect(proved({ '2026-11-18': 'missing' }, isoWeek('2026-W47', 'America/Los_Angeles'))).toMatchObject({
    short: 'INCOMPLETE, 2 of 7 days not read in full',
    sentence: expect.stringMatching(/^INCOMPLETE: Tue 17 Nov and Wed 18 Nov were read in part\./) as string,
  });
  const auckland = isoWeek('2026-W47', 'Pacific/Auckland');
  expect(proved({ '2026-11-18': 'missing', '2026-11-19': 'missing' }, auckland)).toMatchObject({
    short: 'INCOMPLETE, 3 of 7 days not complete',
    sentence: expect.stringContaining(
      'Thu 19 Nov was never read; Wed 18 Nov and Fri 20 Nov were read in part.',
    ) as string,
  });
  expect(proved({ '2026-11-18': 'imported' }, auckland)).toMatchObject({
    short: 'NOT PROVED COMPLETE, 2 of 7 days from a file in part',
    sentence: expect.stringContaining('Wed 18 Nov and Thu 19 Nov come from a file in part.') as string,
  });
});

test('says of lost events that their day is a UTC day, where the report has another zone', () => {
  const period = isoWeek('2026-W47', 'Pacific/Auckland');
  const coverage = [
    { day: '2026-11-16', state: 'complete' as const, events: 9, lateEvents: 0, lastReadAt: null },
  ];
  const missingEvents = [{ day: '2026-11-16', read: 8, counted: 9 }];
  expect(completeness({ coverage, period, missingEvents }).sentence).toBe(
    'INCOMPLETE: the store has lost events of Mon 16 Nov (UTC) that had been collected.',
  );
});

test('reports a week without coverage as incomplete', () => {
  expect(completeness({ coverage: [], period: week })).toMatchObject({
    complete: false,
    isUnread: true,
    short: 'INCOMPLETE, nothing was read',
    sentence: 'NOTHING OF THIS WEEK WAS READ. This report says nothing about it.',
  });
});

test('reports days that come from a file as not proved complete, not as missing', () => {
  const imported = Object.fromEntries(
    utcDaysBetween(week.from, week.to).map((day) => [day, 'imported' as const]),
  );
  expect(proved(imported).short).toBe('NOT PROVED COMPLETE, 7 of 7 days from a file');
  expect(proved({ '2026-11-16': 'missing', '2026-11-17': 'imported' }).sentence).toMatch(
    /^INCOMPLETE: Mon 16 Nov was never read; Tue 17 Nov comes from a file\./,
  );
});

describe('a period of which no day was read', () => {
  const amsterdam = isoWeek('2026-W47', 'Europe/Amsterdam');
  const all = (state: DayState, edge = state) => {
    const days = utcDaysBetween(amsterdam.from, amsterdam.to);
    return Object.fromEntries(days.map((day, index) => [day, index === 0 ? edge : state]));
  };

  test('says so', () => {
    for (const states of [all('missing'), all('lost'), all('missing', 'lost')]) {
      expect(proved(states, amsterdam)).toMatchObject({
        isUnread: true,
        short: expect.stringMatching(/^INCOMPLETE, 7 of 7 days /) as string,
        sentence: 'NOTHING OF THIS WEEK WAS READ. This report says nothing about it.',
      });
    }
    const days = datesPeriod('2026-11-16', '2026-11-17', 'UTC');
    const states = { '2026-11-16': 'missing', '2026-11-17': 'lost' } as const;
    expect(proved(states, days).sentence).toMatch(/^NOTHING OF THIS PERIOD WAS READ\./);
  });

  test('is told from one that was read in part, or that has an event', () => {
    expect(proved({ ...all('missing'), '2026-11-18': 'partial' }, amsterdam).isUnread).toBe(false);
    expect(proved({ ...all('missing'), '2026-11-18': 'imported' }, amsterdam).isUnread).toBe(false);
    expect(proved(all('missing', 'complete'), amsterdam).isUnread).toBe(false);
    const coverage = [
      { day: '2026-11-16', state: 'missing' as const, events: 0, lateEvents: 0, lastReadAt: null },
    ];
    expect(completeness({ coverage, period: week, storedEvents: 3 })).toMatchObject({
      isUnread: false,
      sentence: expect.stringMatching(/^INCOMPLETE: Mon 16 Nov/) as string,
    });
  });
});
