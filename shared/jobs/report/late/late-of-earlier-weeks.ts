import type { CollectionDay } from '../../../domain/collection-day';
import type { Finding } from '../../../domain/finding';
import { hasSameHours, periodLabel, type Period } from '../../../domain/time/period';
import type { DeliveryRow } from '../../../domain/reports/delivery-row';
import type { UtcDay } from '../../../domain/time/utc-day';
import type { DeliveryLedger } from '../delivery-ledger';
import { ReportTooLargeError } from '../memory-need';
import { coveredPeriod } from './covered-period';
import { lateAfterReport } from './late-after-report';
import {
  daysWithLateEvents,
  lateFindings,
  lateReach,
  underItsWeek,
  type FindingMark,
  type MailedReport,
} from './late-findings';

/** A week, and the number of its events that the store holds now. */
export interface StoredWeek {
  readonly week: Period;
  readonly stored: number;
}

/** A week's findings as they are now, and the ids of the events of some of its days. */
interface WeekNow {
  readonly ownFindings: readonly Finding[];
  readonly eventIdsOn: (days: ReadonlySet<UtcDay>) => Set<string>;
}

export interface LateOfEarlierWeeksParts {
  readonly deliveryLedger: Pick<DeliveryLedger, 'get'>;
  readonly readMailed: (row: DeliveryRow, signal: AbortSignal) => Promise<MailedReport | null>;
  /** Analyses a week again, in its zone. */
  readonly analyseAgain: (week: Period, signal: AbortSignal) => Promise<WeekNow>;
}

/**
 * Creates the search for findings of weeks whose following report had been sent, too, when their events came: no report
 * has told of them yet. Only a week of which the store now holds more events than its report did is analysed again. A
 * week is analysed as its report covered it: in the zone of then, if the report's zone was changed since.
 */
export function createLateOfEarlierWeeks({
  deliveryLedger,
  readMailed,
  analyseAgain,
}: LateOfEarlierWeeksParts) {
  /**
   * Returns the findings, each under its week.
   * @param weeks the weeks that were not compared yet, oldest first, in the zone of now
   * @param previous what the report of the previous week contained; null if that is unknown
   */
  return async (
    report: string,
    weeks: readonly StoredWeek[],
    previous: MailedReport | null,
    ledger: ReadonlyMap<UtcDay, CollectionDay>,
    now: Date,
    signal: AbortSignal,
  ): Promise<Finding[]> => {
    const late: Finding[] = [];
    // Late findings that later reports have already listed: read the newest week first.
    const told: FindingMark[] = [...(previous?.findings ?? [])];
    for (const { week, stored } of weeks.toReversed()) {
      if (now.getTime() - week.to.getTime() > lateReach) break;
      const row = (await deliveryLedger.get(report, periodLabel(week), signal))?.row;
      const mailed = row === undefined ? null : await readMailed(row, signal);
      if (row === undefined || mailed === null) continue;
      const days = daysWithLateEvents(mailed, ledger);
      const known = { findings: [...mailed.findings, ...told] };
      told.push(...mailed.findings);
      if (days.size === 0) continue;
      const covered = await coveredPeriod(deliveryLedger, row, signal);
      // The number of events that the store holds is known of the hours of now only.
      if (hasSameHours(covered, week) && lateAfterReport(row, stored) === 0) continue;
      const again = await analyseAgain(covered, signal).catch(noneIfTooLarge);
      const found = again === null ? [] : lateFindings(again.ownFindings, known, again.eventIdsOn(days));
      late.push(...found.map((finding) => underItsWeek(finding, periodLabel(week))));
    }
    return late;
  };
}

/**
 * A week that does not fit into memory does not hold back the report of another one: the run of the corrections, which
 * are due for it too, names it every day.
 */
function noneIfTooLarge(error: unknown): null {
  if (error instanceof ReportTooLargeError) return null;
  throw error;
}
