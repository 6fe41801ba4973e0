import type { CheckResult } from '../../domain/check';
import { localTime } from '../../domain/time/period';
import { earlySchedules } from './early-schedule';
import { openSchedule } from './ncrontab';

export interface ScheduleFacts {
  readonly collectSchedule: string;
  readonly reportSchedule: string;
  readonly reports: readonly { readonly timeZone: string }[];
}

/** Checks that reports leave after their week is over, and names the next three runs in each zone. */
export function checkSchedules(facts: ScheduleFacts, now: Date): CheckResult {
  const { reportSchedule, collectSchedule, reports } = facts;
  const early = earlySchedules(facts, now)[0];
  if (early !== undefined) return { state: 'failed', found: early.found, fix: early.fix };
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
