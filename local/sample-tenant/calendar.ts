import { Temporal } from 'temporal-polyfill';
import { lastWholeWeek, localDate } from '../../shared/domain/time/period';
import type { Random } from './random';

/** Moments at which people of the company do something: mostly during work, sometimes at night. */
export interface Calendar {
  /** Every local date of the sample, oldest first, with the last one, which may not be over. */
  readonly days: readonly Temporal.PlainDate[];
  isWorkday(day: Temporal.PlainDate): boolean;
  /** A moment of a day, to the millisecond. */
  moment(day: Temporal.PlainDate): Date;
  /**
   * A moment in working hours, at a place between the start (0) and the end (1) of the days before the last whole
   * week: it is in no report of that week.
   */
  earlierMoment(place: number): Date;
  /** A moment in working hours on a weekday (1 = Monday) of the last whole week. */
  lastWeekMoment(weekday: number): Date;
}

/** The share of activity at night or in the early morning. */
const offHours = 0.06;

/** Creates the calendar of a zone over the local dates that a span touches. */
export function createCalendar(random: Random, from: Date, to: Date, timeZone: string): Calendar {
  const first = localDate(from, timeZone);
  const length = first.until(localDate(to, timeZone), { largestUnit: 'days' }).days + 1;
  const days = Array.from({ length }, (_, index) => first.add({ days: index }));
  const monday = localDate(lastWholeWeek(to, timeZone).from, timeZone);
  const isWorkday = (day: Temporal.PlainDate): boolean => day.dayOfWeek <= 5;

  function at(day: Temporal.PlainDate, minuteOfDay: number): Date {
    const time = Temporal.PlainTime.from({ hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 });
    const start = day.toZonedDateTime({ timeZone, plainTime: time });
    return new Date(start.epochMilliseconds + random.integer(0, 59_999));
  }

  const atWork = (day: Temporal.PlainDate): Date => at(day, 8 * 60 + random.integer(0, 9 * 60));

  function workMoment(among: readonly Temporal.PlainDate[], place: number): Date {
    const index = Math.min(among.length - 1, Math.floor(place * among.length));
    const earlier = among.slice(0, index + 1).reverse();
    return atWork(earlier.find(isWorkday) ?? among[index] ?? first);
  }

  return {
    days,
    isWorkday,
    moment(day) {
      if (random.chance(offHours)) return at(day, random.integer(0, 6 * 60 + 30));
      // The sum of two dice: mostly late in the morning and early in the afternoon.
      return at(day, 7 * 60 + 30 + random.integer(0, 290) + random.integer(0, 290));
    },
    earlierMoment(place) {
      const earlier = days.filter((day) => Temporal.PlainDate.compare(day, monday) < 0);
      return workMoment(earlier.length > 0 ? earlier : days, place);
    },
    lastWeekMoment: (weekday) => atWork(monday.add({ days: weekday - 1 })),
  };
}
