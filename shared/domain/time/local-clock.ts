import { localTime } from './period';

/** Prints instants in one time zone. */
export interface LocalClock {
  /** A date whose UTC fields read as the zone's wall clock, for formats that know no zones, such as Excel. */
  wallClock(instant: Date): Date;
  /** `2026-11-16 09:30:05` */
  text(instant: Date): string;
  /** `2026-11-16T09:30:05+01:00` */
  isoText(instant: Date): string;
  /** `Tue 17 Nov 2026, 09:30` */
  shortText(instant: Date): string;
  /** `Tue 17 Nov` */
  shortDate(instant: Date): string;
  /** `16 November` */
  dayAndMonth(instant: Date): string;
  /** `Monday 16 November 2026` */
  longDate(instant: Date): string;
  /** `09:30` */
  time(instant: Date): string;
}

const quarterHour = 900_000;

// One locale and a fixed order of parts: the same words on every machine and version of Node.
const dateParts = {
  short: new Intl.DateTimeFormat('en-US', { weekday: 'short', month: 'short', timeZone: 'UTC' }),
  long: new Intl.DateTimeFormat('en-US', { weekday: 'long', month: 'long', timeZone: 'UTC' }),
};

/** The offsets of zones, in milliseconds, by the quarter hour since the epoch. */
const offsetsOf = new Map<string, Map<number, number>>();
const maxOffsets = 50_000;

/**
 * Returns a date whose UTC fields read as a zone's wall clock. Zones change on quarter hours only, so the many thousand
 * instants of a week need at most 700 conversions.
 * @throws RangeError when the zone is unknown
 */
export function wallClock(instant: Date, timeZone: string): Date {
  const offsets = offsetsOf.get(timeZone) ?? new Map<number, number>();
  const quarter = Math.floor(instant.getTime() / quarterHour);
  let offset = offsets.get(quarter);
  if (offset === undefined) {
    offset = localTime(instant, timeZone).offsetNanoseconds / 1_000_000;
    if (offsets.size === maxOffsets) offsets.clear();
    offsetsOf.set(timeZone, offsets.set(quarter, offset));
  }
  return new Date(instant.getTime() + offset);
}

/**
 * A clock for an IANA zone, right across DST changes.
 * @throws RangeError at first use when the zone is unknown.
 */
export function localClock(timeZone: string): LocalClock {
  const local = (instant: Date): Date => wallClock(instant, timeZone);
  const text = (instant: Date): string => {
    const iso = local(instant).toISOString();
    // Before the year 0 and after 9999 the year has a sign and six digits: such a date is printed in UTC.
    return iso.length === 24 ? iso.slice(0, 19).replace('T', ' ') : instant.toISOString();
  };
  const isoText = (instant: Date): string => {
    const wall = local(instant);
    const iso = wall.toISOString();
    if (iso.length !== 24) return instant.toISOString();
    const minutes = Math.round((wall.getTime() - instant.getTime()) / 60_000);
    const [hour, minute] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
    const part = (value: number): string => String(value).padStart(2, '0');
    return `${iso.slice(0, 19)}${minutes < 0 ? '-' : '+'}${part(hour)}:${part(minute)}`;
  };
  const date = (instant: Date, length: keyof typeof dateParts): string => {
    const wall = local(instant);
    const parts = dateParts[length].formatToParts(wall);
    const part = (type: 'weekday' | 'month') => parts.find((one) => one.type === type)?.value ?? '';
    return `${part('weekday')} ${wall.getUTCDate()} ${part('month')}`;
  };
  const year = (instant: Date): number => local(instant).getUTCFullYear();
  const time = (instant: Date): string => text(instant).slice(11, 16);
  return {
    wallClock: local,
    text,
    isoText,
    shortText: (instant) => `${date(instant, 'short')} ${year(instant)}, ${time(instant)}`,
    shortDate: (instant) => date(instant, 'short'),
    dayAndMonth: (instant) => date(instant, 'long').replace(/^\S+ /, ''),
    longDate: (instant) => `${date(instant, 'long')} ${year(instant)}`,
    time,
  };
}
