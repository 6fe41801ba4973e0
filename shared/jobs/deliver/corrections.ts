import type { CollectionDay } from '../../domain/collection-day';
import { isoWeek, isWeekLabel, localDate, type Period } from '../../domain/period';
import type { ReportRun } from '../../domain/report-run';
import type { UtcDay } from '../../domain/utc-day';
import type { CollectionLedger } from '../collect/collect';
import { coverageOf } from '../collect/coverage';
import { mailEach, type Mailing } from './mail-each';
import type { ReportOrder, SentReports, Wanted } from './send-reports';

/** A gap can be closed while Graph has its events, which is 30 days; milliseconds, with half of that to spare. */
const reach = 45 * 24 * 3_600_000;

export interface CorrectionParts extends Mailing {
  readonly runs: { list(report: string, signal: AbortSignal): Promise<readonly ReportRun[]> };
  readonly ledger: Pick<CollectionLedger, 'read'>;
}

/**
 * The correction job: each week that was mailed while days of it were not complete is mailed once more, when none of
 * these days can change any more and some have been read since. Its run has a row of its own, `2026-W47-correction-1`,
 * so that it is sent once as any mail is; what has such a row is sent, whatever becomes of the days.
 */
export function createCorrections({ runs, ledger, ...mailing }: CorrectionParts) {
  return async (orders: readonly ReportOrder[], now: Date, signal: AbortSignal): Promise<SentReports> => {
    const days = await ledger.read(signal);
    const due: Wanted[] = [];
    for (const order of orders)
      due.push(...correctionsDue(order, await runs.list(order.name, signal), days, now));
    return mailEach(mailing, due, now, signal);
  };
}

/** What a correction of a week is called in ledger and archive. */
export const correctionOf = (label: string): string => `${label}-correction-1`;

function correctionsDue(
  order: ReportOrder,
  known: readonly ReportRun[],
  days: ReadonlyMap<UtcDay, CollectionDay>,
  now: Date,
): Wanted[] {
  const stateOf = new Map(known.map(({ period, state }) => [period, state]));
  return known
    .filter(({ period, state, openDays }) => isWeekLabel(period) && state === 'sent' && openDays.length > 0)
    .flatMap((run) => {
      const edition = correctionOf(run.period);
      // The hours of the report that is corrected, whatever zone the settings name now.
      const timeZone = run.timeZone ?? order.timeZone;
      const period = isoWeek(run.period, timeZone);
      const begun = stateOf.get(edition);
      if (begun === 'sent' || now.getTime() - period.to.getTime() > reach) return [];
      // What was begun is brought to its end, as it was archived: its days may have been deleted since.
      const sentence =
        whatIsCorrected(run, period, days) ?? (begun === undefined ? null : `${headOf(run, period)}.`);
      return sentence === null
        ? []
        : [{ order: { ...order, timeZone }, period, correction: { edition, sentence } }];
    });
}

/** What has become of the days that were open, in one sentence; null while it is not final, or no day was gained. */
export function whatIsCorrected(
  run: Pick<ReportRun, 'period' | 'openDays' | 'sentAt'>,
  period: Period,
  days: ReadonlyMap<UtcDay, CollectionDay>,
): string | null {
  const { openDays } = run;
  const states = new Map(coverageOf(period, days).map(({ day, state }) => [day, state]));
  const stateOf = (day: UtcDay) => states.get(day) ?? 'missing';
  const read = openDays.filter((day) => stateOf(day) === 'complete');
  const lost = openDays.filter((day) => stateOf(day) === 'lost');
  if (read.length === 0 || read.length + lost.length < openDays.length) return null;
  const gone = lost.length === 0 ? '' : `; ${lost.join(', ')} can no longer be read`;
  return (
    `${headOf(run, period)}: ` +
    `${read.join(', ')} ${read.length === 1 ? 'has' : 'have'} been read in full since${gone}.`
  );
}

function headOf({ period: label, sentAt }: Pick<ReportRun, 'period' | 'sentAt'>, period: Period): string {
  const on = sentAt === null ? '' : ` on ${localDate(sentAt, period.timeZone).toString()}`;
  return `Correction of the report of ${label} that was mailed incomplete${on}`;
}
