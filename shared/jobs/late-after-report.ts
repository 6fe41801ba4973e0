import type { CollectionDay } from '../domain/collection-day';
import type { Period } from '../domain/period';
import type { ReportRun } from '../domain/report-run';
import { endOfUtcDay, type UtcDay } from '../domain/utc-day';

/**
 * How many events of a period came after its report had been made: that report lacks them, and no later one holds
 * them. A day that the period shares with the next one had not been over, so it is left out.
 */
export function lateAfterReport(
  run: Pick<ReportRun, 'state' | 'eventsByDay'> | null,
  period: Pick<Period, 'to'>,
  ledger: ReadonlyMap<UtcDay, CollectionDay>,
): number {
  if (run?.state !== 'sent') return 0;
  return Object.entries(run.eventsByDay)
    .filter(([day]) => endOfUtcDay(day) <= period.to)
    .reduce((late, [day, events]) => late + Math.max(0, (ledger.get(day)?.events ?? 0) - events), 0);
}
