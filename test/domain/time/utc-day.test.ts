import fc from 'fast-check';
import {
  addUtcDays,
  endOfUtcDay,
  startOfUtcDay,
  utcDayOf,
  utcDaysBetween,
} from '../../../shared/domain/time/utc-day';

const instant = fc.date({ min: new Date('1970-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

describe('a UTC day', () => {
  test('contains every instant from its start until its end, which is the start of the next', () => {
    fc.assert(
      fc.property(instant, (at) => {
        const day = utcDayOf(at);
        expect(startOfUtcDay(day) <= at && at < endOfUtcDay(day)).toBe(true);
        expect(endOfUtcDay(day)).toEqual(startOfUtcDay(addUtcDays(day, 1)));
        expect(endOfUtcDay(day).getTime() - startOfUtcDay(day).getTime()).toBe(86_400_000);
      }),
    );
  });

  test('is found for instants in any order', () => {
    const days = ['2026-11-16', '2026-11-17', '2026-11-16', '1969-12-31', '1970-01-01', '2026-11-16'];
    for (const day of days)
      for (const time of ['23:59:59.999', '00:00:00.000'])
        expect(utcDayOf(new Date(`${day}T${time}Z`))).toBe(day);
    expect(() => utcDayOf(new Date(NaN))).toThrow(RangeError);
    expect(utcDayOf(new Date('2026-11-16T12:00:00Z'))).toBe('2026-11-16');
  });

  test('is added up over months, years and leap days, and back', () => {
    expect(addUtcDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addUtcDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addUtcDays('2027-02-28', 1)).toBe('2027-03-01');
    expect(addUtcDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(addUtcDays('2026-11-16', 0)).toBe('2026-11-16');
  });
});

describe('the UTC days of a span', () => {
  test.each([
    ['2026-11-16T00:00:00.000Z', '2026-11-17T00:00:00.000Z', ['2026-11-16']],
    ['2026-11-16T23:59:59.999Z', '2026-11-17T00:00:00.001Z', ['2026-11-16', '2026-11-17']],
    ['2026-11-16T10:00:00.000Z', '2026-11-16T10:00:00.000Z', []],
    ['2026-11-17T10:00:00.000Z', '2026-11-16T10:00:00.000Z', []],
    ['2026-12-31T12:00:00.000Z', '2027-01-02T12:00:00.000Z', ['2026-12-31', '2027-01-01', '2027-01-02']],
  ])('from %s to %s are %j', (from, to, days) => {
    expect(utcDaysBetween(new Date(from), new Date(to))).toEqual(days);
  });

  test('cover it without a gap, and nothing else', () => {
    fc.assert(
      fc.property(instant, fc.integer({ min: 1, max: 40 * 86_400_000 }), (from, length) => {
        const to = new Date(from.getTime() + length);
        const days = utcDaysBetween(from, to);
        expect(days[0]).toBe(utcDayOf(from));
        expect(days.at(-1)).toBe(utcDayOf(new Date(to.getTime() - 1)));
        expect(days).toEqual(days.map((_, index) => addUtcDays(days[0] ?? '', index)));
      }),
    );
  });
});
