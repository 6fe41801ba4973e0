import { lastWholeWeek, periodLabel, previousPeriod, type Period } from '../domain/period';
import type { ReportRun } from '../domain/report-run';
import type { CloseGaps } from './close-gaps';
import type {
  createMakeReports,
  createSendReports,
  FailedReport,
  ReportDelivery,
  ReportOrder,
  SentReports,
} from './send-reports';

/** Weeks of a report that are made up for, the last one included: before them Graph no longer has the events. */
const mostWeeks = 5;

export interface WeeklyParts {
  readonly runs: { list(report: string, signal: AbortSignal): Promise<readonly ReportRun[]> };
  readonly closeGaps: CloseGaps;
  /** Makes reports of what the store holds. */
  readonly makeReports: ReturnType<typeof createMakeReports>;
  readonly sendReports: ReturnType<typeof createSendReports>;
}

/**
 * The report job: for each order the mail of the last whole week in its zone, and before it, the oldest first, those
 * of earlier weeks that were missed. A mail that was sent is neither made nor sent again; one goes out also when
 * nothing happened or days are missing, and says so. One report at a time is in memory.
 */
export function createWeeklyReports({ runs, closeGaps, makeReports, sendReports }: WeeklyParts) {
  return async (orders: readonly ReportOrder[], now: Date, signal: AbortSignal): Promise<SentReports> => {
    const deliveries: ReportDelivery[] = [];
    const failed: FailedReport[] = [];
    const open: { order: ReportOrder; period: Period }[] = [];
    for (const order of orders) {
      const last = lastWholeWeek(now, order.timeZone);
      const known = await runs.list(order.name, signal);
      const run = known.find(({ period }) => period === periodLabel(last));
      if (run?.state === 'sent') deliveries.push({ run, isNew: false, complete: null });
      open.push(...weeksDue(last, known).map((period) => ({ order, period })));
    }
    if (open.length === 0) return { deliveries, failed, failures: [] };
    const periods = open.map(({ period }) => period);
    const failures = await closeGaps(periods, now, signal);
    for (const wanted of open) {
      const making = await makeReports([wanted], now, signal);
      const sent = await sendReports(making.made, now, signal);
      deliveries.push(...sent.deliveries);
      failed.push(...making.failed, ...sent.failed);
      failures.push(...making.failures, ...sent.failures);
    }
    return { deliveries, failed, failures };
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
