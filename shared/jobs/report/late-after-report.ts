import type { Period } from '../../domain/period';
import type { ReportRun } from '../../domain/report-run';

/**
 * How many events of a period came after its report had been made: that report lacks them, and no later one holds
 * them. None of a report that was made for the weeks of another zone: it held other hours.
 * @param stored how many events of the period the store holds now
 */
export function lateAfterReport(
  run: Pick<ReportRun, 'state' | 'events' | 'timeZone'> | null,
  { timeZone }: Pick<Period, 'timeZone'>,
  stored: number,
): number {
  if (run?.state !== 'sent' || run.events === null || run.timeZone !== timeZone) return 0;
  return Math.max(0, stored - run.events);
}
