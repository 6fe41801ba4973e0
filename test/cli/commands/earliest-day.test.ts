import { sincePim } from '../../../cli/commands/earliest-day';
import { datesPeriod } from '../../../shared/domain/time/period';

test.each(['UTC', 'Asia/Tokyo', 'America/New_York'])(
  'a period begins in 2015 at the earliest, in %s',
  (zone) => {
    const first = datesPeriod('2015-01-01', '2026-11-30', zone);
    expect(sincePim(first)).toBe(first);
    expect(() => sincePim(datesPeriod('2014-12-31', '2026-11-30', zone))).toThrow(
      new RangeError('2014-12-31 is before 2015, the first year of PIM; write a later day, like 2015-01-01.'),
    );
    expect(() => sincePim(datesPeriod('0001-01-01', '2026-11-30', zone))).toThrow(
      '0001-01-01 is before 2015',
    );
  },
);
