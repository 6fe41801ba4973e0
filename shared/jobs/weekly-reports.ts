import { lastWholeWeek, periodLabel, previousPeriod, type Period } from '../domain/period';
import type { ReportRun } from '../domain/report-run';
import type { CloseGaps } from './close-gaps';
import { mailEach, together, type Mailing } from './mail-each';
import type { ReportDelivery, ReportOrder, SentReports, Wanted } from './send-reports';

/** Weeks of a report that are made up for, the last one included: before them Graph no longer has the events. */
const mostWeeks = 5;

export interface WeeklyParts extends Mailing {
  readonly runs: { list(report: string, signal: AbortSignal): Promise<readonly ReportRun[]> };
  readonly closeGaps: CloseGaps;
}

/**
 * The report job: for each order the mail of the last whole week in its zone, and before it, the oldest first, those
 * of earlier weeks that were missed. A mail that was sent is neither made nor sent again; one goes out also when
 * nothing happened or days are missing, and says so. One report at a time is in memory.
 */
export function createWeeklyReports({ runs, closeGaps, ...mailing }: WeeklyParts) {
  return async (orders: readonly ReportOrder[], now: Date, signal: AbortSignal): Promise<SentReports> => {
    const deliveries: ReportDelivery[] = [];
    const open: Wanted[] = [];
    for (const order of orders) {
      const last = lastWholeWeek(now, order.timeZone);
      const known = await runs.list(order.name, signal);
      const run = known.find(({ period }) => period === periodLabel(last));
      if (run?.state === 'sent') deliveries.push({ run, isNew: false, complete: null });
      open.push(...weeksDue(last, known).map((period) => ({ order, period })));
    }
    const before = { deliveries, failed: [] };
    if (open.length === 0) return { ...before, failures: [] };
    const periods = open.map(({ period }) => period);
    const failures = await closeGaps(periods, now, signal);
    return together([{ ...before, failures }, await mailEach(mailing, open, now, signal)]);
  };
}

const isWeek = ({ period }: ReportRun): boolean => /^\d{4}-W\d{2}$/.test(period);

/**
 * The weeks whose mail is due, the oldest first: the last whole one, and of those before it what was not sent since
 * the report's first run. A report that has never run owes nothing of the past.
 */
export function weeksDue(last: Period, known: readonly ReportRun[]): Period[] {
  const weeks = known.filter(isWeek);
  const sent = new Set(weeks.filter(({ state }) => state === 'sent').map(({ period }) => period));
  const first = weeks.map(({ period }) => period).sort()[0] ?? periodLabel(last);
  const due: Period[] = [];
  for (let week = last, back = 0; back < mostWeeks; week = previousPeriod(week), back += 1) {
    const label = periodLabel(week);
    // Labels of weeks are in the order of time as texts too.
    if (!sent.has(label) && (back === 0 || label >= first)) due.unshift(week);
  }
  return due;
}
