import { lateBy, longestPause, longestReach } from '../../domain/alerts/alert-reach';
import type { CheckResult } from '../../domain/check';
import { graphDelay, isShownByGraph } from '../../domain/graph-delay';
import { localTime } from '../../domain/time/period';
import { openSchedule } from './ncrontab';
import { standardSchedules } from './standard-schedules';

const second = 1000;
const hour = 3_600_000;

interface ReportFacts {
  readonly reportSchedule: string;
  readonly reports: readonly { readonly timeZone: string }[];
}

interface AlertFacts {
  readonly alertSchedule: string;
  /** The channels of alerts: without one, there are no alert runs. */
  readonly alerts: readonly unknown[];
}

interface ScheduleFacts extends ReportFacts, AlertFacts {
  readonly collectSchedule: string;
}

/**
 * Returns a warning for each zone of the reports in which the report schedule fires too early, and for alert runs that
 * are too far apart.
 */
export const scheduleWarnings = (facts: ReportFacts & AlertFacts, now: Date): string[] =>
  [...earlySchedules(facts, now), findAlertGap(facts, now)].flatMap((gap) =>
    gap === null ? [] : [`${gap.found} ${gap.fix}`],
  );

function earlySchedules({ reportSchedule, reports }: ReportFacts, now: Date) {
  const zones = new Set(reports.map(({ timeZone }) => timeZone));
  return [...zones].flatMap((zone) => findEarlySchedule(reportSchedule, zone, now) ?? []);
}

/**
 * Finds a report schedule that fires too early for a zone: before the week has ended there, or before Graph usually shows
 * its end, in any of the next 53 runs (summer and winter time differ), with no other run within the day after. The report
 * would be of the week before, or incomplete. Null when that never happens.
 */
function findEarlySchedule(expression: string, timeZone: string, now: Date) {
  // One run more, so that each of the 53 is compared with the one after it.
  const runs = openSchedule(expression).nextRuns(54, now);
  const early = runs.slice(0, 53).flatMap((run, index) => {
    const local = localTime(run, timeZone);
    const next = runs[index + 1];
    const isLast = next === undefined || next.getTime() - run.getTime() > 24 * hour;
    const weekEnd = nearestWeekEnd(local);
    if (!isLast || weekEnd === null || isShownByGraph(weekEnd, run)) return [];
    return [
      { local, isSunday: local.dayOfWeek === 7, readable: weekEnd.getTime() + graphDelay - run.getTime() },
    ];
  });
  const first = early.find(({ isSunday }) => isSunday) ?? early[0];
  if (first === undefined) return null;
  const day = `${first.isSunday ? 'Sunday' : 'Monday'} ${first.local.toPlainDate().toString()}`;
  const time = first.local.toPlainTime().toString({ smallestUnit: 'minute' });
  const consequence = first.isSunday
    ? 'before the week ends there: the report will cover the week before.'
    : 'before Microsoft Graph shows the end of the week: the report will be incomplete, and a correction will follow.';
  const hours = Math.max(...early.map(({ readable }) => Math.ceil(readable / hour)));
  return {
    found: `REPORT_SCHEDULE "${expression}" is UTC and fires on ${day} at ${time} in ${timeZone}, ${consequence}`,
    fix: `Schedule it at least ${hours} h later to report on the week that has just ended.`,
  };
}

/** The end of the week at a local time: the next midnight on a Sunday, the last one on a Monday; null on other days. */
function nearestWeekEnd(local: ReturnType<typeof localTime>): Date | null {
  if (local.dayOfWeek !== 7 && local.dayOfWeek !== 1) return null;
  const monday = local.toPlainDate().add({ days: local.dayOfWeek === 7 ? 1 : 0 });
  return new Date(monday.toZonedDateTime(local.timeZoneId).epochMilliseconds);
}

/**
 * Finds two alert runs within a year that are so far apart that the second one does not read all that happened since
 * the first. Null when there are none.
 */
function findAlertGap({ alerts, alertSchedule }: AlertFacts, now: Date) {
  if (alerts.length === 0) return null;
  const timer = openSchedule(alertSchedule);
  const end = now.getTime() + 366 * 24 * hour;
  let run = timer.nextRun(now);
  while (run !== null && run.getTime() < end) {
    // The last run that is near enough: no gap lies before it. The run at the reference itself does not count.
    const [near] = timer.previousRuns(1, new Date(run.getTime() + longestPause + second));
    if (near === undefined || near <= run) break;
    run = near;
  }
  const next = run === null || run.getTime() >= end ? null : timer.nextRun(run);
  if (run === null || next === null) return null;
  return {
    found:
      `ALERT_SCHEDULE "${alertSchedule}" leaves ${hoursOf(next.getTime() - run.getTime())} hours between two runs, after ` +
      `${minuteOf(run)} UTC. But a run reads the last ${hoursOf(longestReach)} hours at most, ${hoursOf(lateBy)} of them ` +
      'again for late events: what it does not read causes no alert.',
    fix: `Schedule a run at least every ${hoursOf(longestPause)} hours, such as "${standardSchedules.ALERT_SCHEDULE}".`,
  };
}

/** Hours with at most one decimal. */
const hoursOf = (milliseconds: number): number => Math.round((10 * milliseconds) / hour) / 10;

const minuteOf = (instant: Date): string => instant.toISOString().slice(0, 16).replace('T', ' ');

/**
 * Checks that reports leave after their week is over and that alert runs are near enough to each other, and names the
 * next three runs in each zone.
 */
export function checkSchedules(facts: ScheduleFacts, now: Date): CheckResult {
  const { reportSchedule, collectSchedule, reports } = facts;
  const early = earlySchedules(facts, now)[0];
  if (early !== undefined) return { state: 'failed', ...early };
  const gap = findAlertGap(facts, now);
  if (gap !== null) return { state: 'warning', ...gap };
  const zones = [...new Set(reports.map(({ timeZone }) => timeZone))];
  const runs = zones.map((zone) => `report ${nextRuns(reportSchedule, zone, now)}`);
  const collect = nextRuns(collectSchedule, zones[0] ?? 'UTC', now);
  return { state: 'ok', found: `Next runs: ${[...runs, `collect ${collect}`].join('; ')}.` };
}

function nextRuns(expression: string, timeZone: string, now: Date): string {
  const runs = openSchedule(expression)
    .nextRuns(3, now)
    .map((run) => {
      const local = localTime(run, timeZone);
      return `${local.toPlainDate().toString()} ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
    });
  return `${runs.join(', ')} (${timeZone})`;
}
