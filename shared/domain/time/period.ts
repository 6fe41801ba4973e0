import { Temporal } from 'temporal-polyfill';

/** A half-open span of time [from, to), and the IANA time zone in which its edges and times are printed. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
  readonly timeZone: string;
  /**
   * Set where a week does not start at its local Monday but where the report of the week before ended, which was made in
   * another zone: no instant falls between two reports, and none is in both.
   */
  readonly follows?: { readonly label: string; readonly timeZone: string };
}

const toDate = (zoned: Temporal.ZonedDateTime): Date => new Date(zoned.epochMilliseconds);

/** Returns the period from the start of one local date to the start of another (exclusive); correct across DST. */
function betweenDates(from: Temporal.PlainDate, to: Temporal.PlainDate, timeZone: string): Period {
  return { from: toDate(from.toZonedDateTime(timeZone)), to: toDate(to.toZonedDateTime(timeZone)), timeZone };
}

/** Returns the last Monday-to-Monday week in the zone that has ended at `now`. */
export function lastWholeWeek(now: Date, timeZone: string): Period {
  const today = localDate(now, timeZone);
  const monday = today.subtract({ days: today.dayOfWeek - 1 });
  return betweenDates(monday.subtract({ days: 7 }), monday, timeZone);
}

/**
 * Returns an ISO 8601 week, `2026-W47`, Monday to Monday in the zone.
 * @throws RangeError when the text is not a week, or the year has no week 53
 */
export function isoWeek(text: string, timeZone: string): Period {
  const match = /^(\d{4})-?W(\d{2})$/i.exec(text.trim());
  const [year, week] = [Number(match?.[1]), Number(match?.[2])];
  // 4 January is in week 1 of every ISO year.
  const anchor = match === null ? null : new Temporal.PlainDate(year, 1, 4);
  const monday = anchor?.subtract({ days: anchor.dayOfWeek - 1 }).add({ days: (week - 1) * 7 });
  if (monday?.yearOfWeek !== year) {
    throw new RangeError(`"${text}" is not an ISO week; write it like 2026-W47.`);
  }
  return betweenDates(monday, monday.add({ days: 7 }), timeZone);
}

/**
 * Returns the days from one date to another, both included, in the zone.
 * @throws RangeError when a date is not like 2026-11-16, does not exist, or the last is before the first
 */
export function datesPeriod(first: string, last: string, timeZone: string): Period {
  const [from, to] = [plainDate(first), plainDate(last)];
  if (Temporal.PlainDate.compare(from, to) > 0) {
    throw new RangeError(`The first day ${first} is after the last day ${last}.`);
  }
  return betweenDates(from, to.add({ days: 1 }), timeZone);
}

/**
 * Returns the week of a label, as a report covers it: Monday to Monday in its zone, but from the end of the week before
 * where that one was reported in another zone.
 * @param zoneOf the zone of a week that has been reported, or is owed; undefined for any other
 * @param timeZone the zone of a week that has none yet
 */
export function reportedWeek(
  label: string,
  zoneOf: (label: string) => string | undefined,
  timeZone: string,
): Period {
  const week = isoWeek(label, zoneOf(label) ?? timeZone);
  const before = periodLabel(previousPeriod(week));
  const zoneBefore = zoneOf(before);
  if (zoneBefore === undefined) return week;
  const from = isoWeek(before, zoneBefore).to;
  const isSame = from.getTime() === week.from.getTime();
  return isSame ? week : { ...week, from, follows: { label: before, timeZone: zoneBefore } };
}

/**
 * Returns the period of the same number of local days just before another: the week before a week. A week may follow one
 * that was reported in another zone: then it returns that one.
 */
export function previousPeriod(period: Period): Period {
  if (period.follows !== undefined) return isoWeek(period.follows.label, period.follows.timeZone);
  const [from, to] = [localDate(period.from, period.timeZone), localDate(period.to, period.timeZone)];
  return betweenDates(from.subtract(from.until(to)), from, period.timeZone);
}

/** Returns a period's name in file names and ledgers: `2026-W47` for a whole week, else `2026-11-02_2026-11-15`. */
export function periodLabel(period: Period): string {
  const to = localDate(period.to, period.timeZone);
  const from =
    period.follows === undefined ? localDate(period.from, period.timeZone) : to.subtract({ days: 7 });
  if (from.dayOfWeek === 1 && from.add({ days: 7 }).equals(to)) {
    return `${from.yearOfWeek}-W${String(from.weekOfYear).padStart(2, '0')}`;
  }
  return `${from.toString()}_${to.subtract({ days: 1 }).toString()}`;
}

/** Returns whether a period's label is that of a whole week, `2026-W47`. */
export function isWeekLabel(label: string): boolean {
  return /^\d{4}-W\d{2}$/.test(label);
}

/** Returns whether an instant lies in the half-open period. */
export function isWithin(period: Pick<Period, 'from' | 'to'>, instant: Date): boolean {
  const time = instant.getTime();
  return time >= period.from.getTime() && time < period.to.getTime();
}

/** Returns whether two periods cover the same instants, whatever their zones are called. */
export function hasSameHours(one: Pick<Period, 'from' | 'to'>, other: Pick<Period, 'from' | 'to'>): boolean {
  return one.from.getTime() === other.from.getTime() && one.to.getTime() === other.to.getTime();
}

/** Returns the local calendar date of an instant in a zone. */
export function localDate(instant: Date, timeZone: string): Temporal.PlainDate {
  return localTime(instant, timeZone).toPlainDate();
}

/** Returns the local date and time of an instant in a zone. */
export function localTime(instant: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone);
}

function plainDate(text: string): Temporal.PlainDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text.trim())) {
    throw new RangeError(`"${text}" is not a date; write it like 2026-11-16.`);
  }
  try {
    return Temporal.PlainDate.from(text.trim());
  } catch {
    throw new RangeError(`"${text}" is not a day of the calendar; write a date like 2026-11-16.`);
  }
}

/**
 * Returns the instant of a local date and time such as `2026-10-25T02:30:00`, which has no offset; null for one that the
 * zone's clocks show twice or never, because they change.
 */
export function localInstant(dateTime: string, timeZone: string): Date | null {
  const local = Temporal.PlainDateTime.from(dateTime);
  const [earlier, later] = (['earlier', 'later'] as const).map((disambiguation) =>
    toDate(local.toZonedDateTime(timeZone, { disambiguation })),
  ) as [Date, Date];
  return earlier.getTime() === later.getTime() ? earlier : null;
}
