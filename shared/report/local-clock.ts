import { localTime } from '../domain/period';

/** Prints instants in one time zone. */
export interface LocalClock {
  /** A date whose UTC fields read as the zone's wall clock: what a spreadsheet, which knows no zones, is given. */
  wallClock(instant: Date): Date;
  /** `2026-11-16 09:30:05` in the zone. */
  text(instant: Date): string;
  /** `Tue 17 Nov 2026, 09:30` in the zone. */
  shortText(instant: Date): string;
  /** `Tue 17 Nov` in the zone. */
  shortDate(instant: Date): string;
  /** `Monday 16 November 2026` in the zone. */
  longDate(instant: Date): string;
  /** `09:30` in the zone. */
  time(instant: Date): string;
}

const quarterHour = 900_000;
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/**
 * A clock for an IANA zone, true across DST changes.
 * @throws RangeError at first use when the zone is unknown.
 */
export function localClock(timeZone: string): LocalClock {
  // Zones change on quarter hours; a week of many thousand instants then asks the zone's rules 700 times at most.
  const offsets = new Map<number, number>();
  function wallClock(instant: Date): Date {
    const quarter = Math.floor(instant.getTime() / quarterHour);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      offset = localTime(instant, timeZone).offsetNanoseconds / 1_000_000;
      offsets.set(quarter, offset);
    }
    return new Date(instant.getTime() + offset);
  }
  const text = (instant: Date): string => {
    const iso = wallClock(instant).toISOString();
    // Before the year 0 and after 9999 the year has a sign and six digits: such a date is printed as it is, in UTC.
    return iso.length === 24 ? iso.slice(0, 19).replace('T', ' ') : instant.toISOString();
  };
  const date = (instant: Date, letters: number): string => {
    const local = wallClock(instant);
    const weekday = weekdays[local.getUTCDay()]?.slice(0, letters) ?? '';
    const month = months[local.getUTCMonth()]?.slice(0, letters) ?? '';
    return `${weekday} ${local.getUTCDate()} ${month} ${local.getUTCFullYear()}`;
  };
  const time = (instant: Date): string => text(instant).slice(11, 16);
  return {
    wallClock,
    text,
    shortText: (instant) => `${date(instant, 3)}, ${time(instant)}`,
    shortDate: (instant) => date(instant, 3).replace(/ -?\d+$/, ''),
    longDate: (instant) => date(instant, 20),
    time,
  };
}
