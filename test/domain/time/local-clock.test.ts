import { localClock } from '../../../shared/domain/time/local-clock';

test('prints the local time of the zone, in half-hour zones and across clock changes', () => {
  const sydney = localClock('Australia/Lord_Howe');
  // Lord Howe moves its clocks by half an hour, at 15:30 UTC on 3 October 2026.
  expect(sydney.text(new Date('2026-10-03T15:29:59Z'))).toBe('2026-10-04 01:59:59');
  expect(sydney.text(new Date('2026-10-03T15:30:00Z'))).toBe('2026-10-04 02:30:00');
  expect(localClock('Asia/Kathmandu').shortText(new Date('2026-11-16T20:00:00Z'))).toBe(
    'Tue 17 Nov 2026, 01:45',
  );
  expect(localClock('Asia/Tokyo').text(new Date('9999-12-31T23:59:59Z'))).toBe('9999-12-31T23:59:59.000Z');
});

test('prints the same names of months and weekdays on every version of Node', () => {
  const clock = localClock('UTC');
  const months = Array.from({ length: 12 }, (_, month) => clock.longDate(new Date(Date.UTC(2026, month, 1))));
  expect(months).toEqual([
    'Thursday 1 January 2026',
    'Sunday 1 February 2026',
    'Sunday 1 March 2026',
    'Wednesday 1 April 2026',
    'Friday 1 May 2026',
    'Monday 1 June 2026',
    'Wednesday 1 July 2026',
    'Saturday 1 August 2026',
    'Tuesday 1 September 2026',
    'Thursday 1 October 2026',
    'Sunday 1 November 2026',
    'Tuesday 1 December 2026',
  ]);
  const short = Array.from({ length: 12 }, (_, month) => clock.shortDate(new Date(Date.UTC(2026, month, 9))));
  expect(short.join(', ')).toBe(
    'Fri 9 Jan, Mon 9 Feb, Mon 9 Mar, Thu 9 Apr, Sat 9 May, Tue 9 Jun, Thu 9 Jul, Sun 9 Aug, Wed 9 Sep, Fri 9 Oct, Mon 9 Nov, Wed 9 Dec',
  );
});
