import type { Period } from '../domain/period';
import { localTime, periodLabel } from '../domain/period';
import { localClock } from '../domain/local-clock';

/** `Monday 16 November 2026 to Sunday 22 November 2026 (week 47, Europe/Berlin)`. */
export function periodWords(period: Period): string {
  const clock = localClock(period.timeZone);
  const first = clock.longDate(period.from);
  // The period is half-open: its last instant lies on its last day.
  const last = clock.longDate(new Date(period.to.getTime() - 1));
  const days = first === last ? first : `${first} to ${last}`;
  return isWeek(period)
    ? `${days} (week ${localTime(period.from, period.timeZone).weekOfYear ?? ''}, ${period.timeZone})`
    : `${days} (${period.timeZone})`;
}

/** `week 2026-W47`, or `2026-11-02 to 2026-11-15` when it is no whole week. */
export function shortPeriod(period: Period): string {
  return isWeek(period) ? `week ${periodLabel(period)}` : periodLabel(period).replace('_', ' to ');
}

/** What this period and the one before it are called over their figures. */
export function comparedWords(period: Period): [now: string, before: string] {
  return isWeek(period) ? [periodLabel(period), 'Week before'] : ['This period', 'Period before'];
}

function isWeek(period: Period): boolean {
  return periodLabel(period).includes('W');
}
