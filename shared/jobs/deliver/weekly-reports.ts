import {
  isoWeek,
  isWeekLabel,
  lastWholeWeek,
  periodLabel,
  previousPeriod,
  type Period,
} from '../../domain/period';
import type { ReportRun } from '../../domain/report-run';
import type { CloseGaps } from '../collect/close-gaps';
import type { ReportRuns } from './deliver';
import { mailEach, together, type Mailing } from './mail-each';
import type { ReportDelivery, ReportOrder, SentReports, Wanted } from './send-reports';

/**
 * Weeks of a report that are made up for, the last one included: before them Graph no longer has the events. A week
 * that is in the ledger already stays owed however old it becomes.
 */
const mostWeeks = 5;

export interface WeeklyParts extends Mailing {
  readonly runs: Pick<ReportRuns, 'begin'> & {
    list(report: string, signal: AbortSignal): Promise<readonly ReportRun[]>;
  };
  readonly closeGaps: CloseGaps;
  /** Makes sure that the archive is there. */
  readonly openArchive: (signal: AbortSignal) => Promise<void>;
}

/**
 * The report job: for each order the mail of the last whole week in its zone, and before it, the oldest first, those
 * of earlier weeks that were missed. What is owed is written into the ledger before anything that can fail, so that a
 * week whose run dies at any line is owed by every later run. A mail that was sent is neither made nor sent again; one
 * goes out also when nothing happened or days are missing, and says so. One report at a time is in memory.
 */
export function createWeeklyReports({ runs, closeGaps, openArchive, ...mailing }: WeeklyParts) {
  return async (orders: readonly ReportOrder[], now: Date, signal: AbortSignal): Promise<SentReports> => {
    const deliveries: ReportDelivery[] = [];
    const open: Wanted[] = [];
    for (const order of orders) {
      const last = lastWholeWeek(now, order.timeZone);
      const known = new Map((await runs.list(order.name, signal)).map((run) => [run.period, run]));
      const run = known.get(periodLabel(last));
      if (run?.state === 'sent') deliveries.push({ run, isNew: false, complete: null });
      for (const period of weeksDue(last, [...known.values()])) {
        if (!known.has(periodLabel(period))) await runs.begin(owed(order, period, now), signal);
        open.push({ order, period });
      }
    }
    await openArchive(signal);
    const before = { deliveries, failed: [] };
    if (open.length === 0) return { ...before, failures: [] };
    const periods = open.map(({ period }) => period);
    const failures = await closeGaps(periods, now, signal);
    return together([{ ...before, failures }, await mailEach(mailing, open, now, signal)]);
  };
}

const isWeek = ({ period }: ReportRun): boolean => isWeekLabel(period);

/**
 * The weeks whose mail is due, the oldest first: those that the ledger knows and that were not sent, and of the last
 * five those that it does not know, since the first week that was reported in its time. A report that has never run
 * owes nothing of the past, nor does one of which only some old week has been sent by hand. A clock that is behind the
 * ledger's first week owes nothing at all.
 */
export function weeksDue(last: Period, known: readonly ReportRun[]): Period[] {
  const weeks = new Map(known.filter(isWeek).map((run) => [run.period, run]));
  const { timeZone } = last;
  const inTime = [...weeks.values()].filter(({ period, startedAt }) => {
    const { to } = isoWeek(period, timeZone);
    return startedAt.getTime() - to.getTime() < mostWeeks * week;
  });
  // Labels of weeks are in the order of time as texts too.
  const first = inTime.map(({ period }) => period).sort()[0] ?? periodLabel(last);
  const due = new Set(
    [...weeks.values()].filter(({ state }) => state !== 'sent').map(({ period }) => period),
  );
  for (let each = last, back = 0; back < mostWeeks; each = previousPeriod(each), back += 1) {
    const label = periodLabel(each);
    if (label >= first && !weeks.has(label)) due.add(label);
  }
  return [...due]
    .sort()
    .filter((label) => label <= periodLabel(last))
    .map((label) => isoWeek(label, timeZone));
}

const week = 7 * 24 * 3_600_000;

/** The row of a week of which nothing has left yet. */
const owed = ({ name, timeZone }: ReportOrder, period: Period, now: Date): ReportRun => ({
  report: name,
  period: periodLabel(period),
  timeZone,
  state: 'due',
  attempt: 1,
  operationId: '',
  fileName: '',
  fileHash: '',
  recipients: [],
  events: null,
  openDays: [],
  archive: [],
  startedAt: now,
  sentAt: null,
  error: null,
});
