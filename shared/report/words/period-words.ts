import { localClock } from '../../domain/time/local-clock';
import { isWeekLabel, localTime, periodLabel, type Period } from '../../domain/time/period';

/** `Monday 16 November 2026 to Sunday 22 November 2026 (week 47, Europe/Berlin)` */
export function periodWords(period: Period): string {
  const { first, last } = edges(period, 'longDate');
  const days = first === last ? first : `${first} to ${last}`;
  return isWeek(period)
    ? `${days} (${weekName(period)}, ${period.timeZone})`
    : `${days} (${period.timeZone})`;
}

/** `week 47, Mon 16 Nov to Sun 22 Nov 2026` */
export function datedPeriod(period: Period): string {
  const { from, to, timeZone } = period;
  const year = localTime(new Date(to.getTime() - 1), timeZone).year;
  const days = `${dates(period)} ${year}`;
  const isOneYear = localTime(from, timeZone).year === year;
  const named = isOneYear ? days : days.replace(' to ', ` ${year - 1} to `);
  return isWeek(period) ? `${weekName(period)}, ${named}` : named;
}

/** `week 47`, or `Mon 2 Nov to Sun 15 Nov` for other periods. */
export function subjectPeriod(period: Period): string {
  return isWeek(period) ? weekName(period) : dates(period);
}

/** `week 2026-W47`, or `2026-11-02 to 2026-11-15` for other periods. */
export function shortPeriod(period: Period): string {
  return isWeek(period) ? `week ${periodLabel(period)}` : periodLabel(period).replace('_', ' to ');
}

/** The heads of a period's figures and of the figures of the one before. */
export function comparedHeads(period: Period): [now: string, before: string] {
  return isWeek(period) ? [periodLabel(period), 'Week before'] : ['This period', 'Period before'];
}

/** `week` or `period` */
export const periodNoun = (period: Period): string => (isWeek(period) ? 'week' : 'period');

/** `Nothing of this week was read` */
export const unreadWords = (period: Period): string => `Nothing of this ${periodNoun(period)} was read`;

/** Follows {@link unreadWords}. */
export const nothingKnown = 'This report says nothing about it.';

function isWeek(period: Period): boolean {
  return isWeekLabel(periodLabel(period));
}

function weekName({ to, timeZone }: Period): string {
  return `week ${localTime(new Date(to.getTime() - 1), timeZone).weekOfYear ?? ''}`;
}

function dates(period: Period): string {
  const { first, last } = edges(period, 'shortDate');
  return first === last ? first : `${first} to ${last}`;
}

/** The first and the last day of a period, which is half-open: its last instant lies on its last day. */
function edges({ from, to, timeZone }: Period, length: 'longDate' | 'shortDate') {
  const clock = localClock(timeZone);
  return { first: clock[length](from), last: clock[length](new Date(to.getTime() - 1)) };
}
