import fc from 'fast-check';
import {
  datesPeriod,
  isoWeek,
  isWithin,
  lastWholeWeek,
  localDate,
  localTime,
  periodLabel,
  previousPeriod,
  type Period,
} from '../../../shared/domain/time/period';
import { fuzzRuns } from '../../support/fuzz-runs';

/** Zones with a clock change at midnight, whose midnight then does not exist or comes twice. */
const oddZones = [
  'Africa/Cairo',
  'America/Santiago',
  'Asia/Beirut',
  'America/Asuncion',
  'America/Havana',
  'Atlantic/Azores',
  'America/Scoresbysund',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Chatham',
  'Asia/Kathmandu',
];
const zone = fc.oneof(
  fc.constantFrom(...oddZones),
  fc.constantFrom('UTC', ...Intl.supportedValuesOf('timeZone')),
);
// Samoa left out a whole day in 2011; since then every zone has had every date. Some periods begin two months before.
const instant = fc.date({
  min: new Date('2012-03-10T00:00:00Z'),
  max: new Date('2040-12-31T00:00:00Z'),
  noInvalidDate: true,
});

/** The start of a local day is its first instant: one millisecond before, the local date is the day before. */
function expectLocalDayStart(at: Date, timeZone: string): void {
  const before = localDate(new Date(at.getTime() - 1), timeZone);
  expect(before.add({ days: 1 }).toString()).toBe(localDate(at, timeZone).toString());
}

function expectWeek(week: Period): void {
  const [from, to] = [localDate(week.from, week.timeZone), localDate(week.to, week.timeZone)];
  expect(from.dayOfWeek).toBe(1);
  expect(from.add({ days: 7 }).toString()).toBe(to.toString());
  expectLocalDayStart(week.from, week.timeZone);
  expectLocalDayStart(week.to, week.timeZone);
}

describe('the last whole week', () => {
  test('starts and ends on a local Monday, is over, and is the latest such week, in any zone at any time', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, now) => {
        const week = lastWholeWeek(now, timeZone);
        expectWeek(week);
        expect(week.to <= now).toBe(true);
        const next = lastWholeWeek(new Date(week.to.getTime() + 8 * 86_400_000), timeZone);
        expect(next.to > now).toBe(true);
      }),
      { numRuns: fuzzRuns(150) },
    );
  });

  test('changes to the next week exactly at the first instant of Monday, without a gap', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, now) => {
        const week = lastWholeWeek(now, timeZone);
        expect(lastWholeWeek(week.to, timeZone)).toEqual(week);
        const before = lastWholeWeek(new Date(week.to.getTime() - 1), timeZone);
        expect(before.to).toEqual(week.from);
        expect(previousPeriod(week)).toEqual(before);
      }),
      { numRuns: fuzzRuns(150) },
    );
  });

  test.each([
    ['Europe/Berlin', '2026-10-26T06:00:00Z', '2026-10-18T22:00:00.000Z', '2026-10-25T23:00:00.000Z', 169],
    ['Europe/Berlin', '2026-03-30T06:00:00Z', '2026-03-22T23:00:00.000Z', '2026-03-29T22:00:00.000Z', 167],
    [
      'Australia/Lord_Howe',
      '2026-10-05T06:00:00Z',
      '2026-09-27T13:30:00.000Z',
      '2026-10-04T13:00:00.000Z',
      167.5,
    ],
    [
      'America/Los_Angeles',
      '2026-11-23T07:00:00Z',
      '2026-11-09T08:00:00.000Z',
      '2026-11-16T08:00:00.000Z',
      168,
    ],
    [
      'America/Los_Angeles',
      '2026-11-23T08:00:00Z',
      '2026-11-16T08:00:00.000Z',
      '2026-11-23T08:00:00.000Z',
      168,
    ],
    ['UTC', '2026-11-23T00:00:00Z', '2026-11-16T00:00:00.000Z', '2026-11-23T00:00:00.000Z', 168],
  ])('in %s at %s is from %s to %s', (timeZone, now, from, to, hours) => {
    const week = lastWholeWeek(new Date(now), timeZone);
    expect([week.from.toISOString(), week.to.toISOString()]).toEqual([from, to]);
    expect((week.to.getTime() - week.from.getTime()) / 3_600_000).toBe(hours);
  });

  test.each([
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z', 1],
    ['America/Santiago', '2026-09-06', '2026-09-06T04:00:00.000Z', 1],
    ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z', 1],
    ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', 0],
  ])(
    'a day in %s, %s, whose midnight may not exist, begins at its first instant',
    (timeZone, day, from, hour) => {
      const period = datesPeriod(day, day, timeZone);
      expect(period.from.toISOString()).toBe(from);
      expect(localTime(period.from, timeZone).hour).toBe(hour);
      expect(period.to.getTime() - period.from.getTime()).toBe(23 * 3_600_000);
    },
  );
});

describe('an ISO week', () => {
  test('has a label that gives the same week again, in any zone', () => {
    fc.assert(
      fc.property(zone, instant, (timeZone, now) => {
        const week = lastWholeWeek(now, timeZone);
        expect(isoWeek(periodLabel(week), timeZone)).toEqual(week);
      }),
      { numRuns: fuzzRuns(150) },
    );
  });

  test.each([
    ['2026-W47', '2026-11-16'],
    ['2026-W53', '2026-12-28'],
    ['2027-W01', '2027-01-04'],
    ['2020-W53', '2020-12-28'],
    ['2025-W01', '2024-12-30'],
    ['2026w01', '2025-12-29'],
    [' 2026W47 ', '2026-11-16'],
  ])('%s starts on %s', (text, monday) => {
    const week = isoWeek(text, 'UTC');
    expect(week.from.toISOString().slice(0, 10)).toBe(monday);
    expect(periodLabel(week)).toBe(`${text.trim().slice(0, 4)}-W${text.trim().slice(-2)}`);
  });

  test.each([
    '2027-W53',
    '2026-W54',
    '2026-W00',
    '2026-47',
    '2026-W5',
    '',
    'last week',
    '2026-W47-1',
    '26-W47',
    '12026-W47',
    'x 2026-W47',
  ])('is not "%s", and the error shows the right form', (text) => {
    expect(() => isoWeek(text, 'UTC')).toThrow(
      new RangeError(`"${text}" is not an ISO week; write it like 2026-W47.`),
    );
  });
});

describe('a period of dates', () => {
  test('includes its first and last day, and has both in its label', () => {
    const period = datesPeriod('2026-11-02', ' 2026-11-15 ', 'Europe/Berlin');
    expect(period.from.toISOString()).toBe('2026-11-01T23:00:00.000Z');
    expect(period.to.toISOString()).toBe('2026-11-15T23:00:00.000Z');
    expect(periodLabel(period)).toBe('2026-11-02_2026-11-15');
  });

  test('has the label of a week only if it is one, not if it is as long as one', () => {
    expect(periodLabel(datesPeriod('2026-11-16', '2026-11-22', 'Asia/Tokyo'))).toBe('2026-W47');
    expect(periodLabel(datesPeriod('2026-11-17', '2026-11-23', 'Asia/Tokyo'))).toBe('2026-11-17_2026-11-23');
    expect(periodLabel(datesPeriod('2026-11-16', '2026-11-29', 'Asia/Tokyo'))).toBe('2026-11-16_2026-11-29');
    expect(periodLabel(datesPeriod('2026-11-16', '2026-11-16', 'Asia/Tokyo'))).toBe('2026-11-16_2026-11-16');
  });

  test.each([
    ['2026-11-16', '2026-11-15', 'after the last day'],
    ['2026-02-30', '2026-03-01', 'not a day of the calendar'],
    ['2026-11-16', '2026-13-01', 'not a day of the calendar'],
    ['16.11.2026', '2026-11-20', 'write it like 2026-11-16'],
    ['+002026-11-16', '2026-11-20', 'write it like 2026-11-16'],
    ['2026-11-16T00:00', '2026-11-20', 'write it like 2026-11-16'],
  ])('rejects %s to %s', (first, last, message) => {
    expect(() => datesPeriod(first, last, 'UTC')).toThrow(message);
    expect(() => datesPeriod(first, last, 'UTC')).toThrow(RangeError);
  });

  test('has a previous period of as many local days that ends where it starts, in any zone', () => {
    fc.assert(
      fc.property(zone, instant, fc.integer({ min: 0, max: 60 }), (timeZone, at, length) => {
        const first = localDate(at, timeZone);
        const period = datesPeriod(first.toString(), first.add({ days: length }).toString(), timeZone);
        const previous = previousPeriod(period);
        expect(previous.to).toEqual(period.from);
        expect(
          localDate(previous.from, timeZone)
            .add({ days: length + 1 })
            .toString(),
        ).toBe(first.toString());
        expectLocalDayStart(previous.from, timeZone);
      }),
      { numRuns: fuzzRuns(150) },
    );
  });
});

test('an instant is within a period from its start until just before its end', () => {
  const period = { from: new Date(1000), to: new Date(2000) };
  expect([999, 1000, 1999, 2000].map((at) => isWithin(period, new Date(at)))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
