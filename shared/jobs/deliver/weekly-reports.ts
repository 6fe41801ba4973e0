import { lastWholeWeek, periodLabel, type Period } from '../../domain/time/period';
import type { DeliveryRow } from '../../domain/reports/delivery-row';
import {
  mergeOutcomes,
  type ReportDelivery,
  type SendOutcome,
  type WeekState,
} from '../../domain/reports/send-outcome';
import type { CloseGaps } from '../collect/close-gaps';
import type { CollectionLedger } from '../collect/collection-ledger';
import type { DeliveryLedger } from '../report/delivery-ledger';
import type { ReportDefinition, ReportRequest } from '../report/report-request';
import type { SendCorrections } from './corrections/corrections';
import { judgeAhead } from './weeks/entered-ahead';
import { makeAndSend, type MakeAndSendParts } from './make-and-send';
import { waitsForLaterRun, type NextReportRun } from './weeks/mail-run';
import { weeksDue } from './weeks/weeks-due';

export interface WeeklyReportsParts extends MakeAndSendParts {
  readonly deliveryLedger: Pick<DeliveryLedger, 'begin' | 'get' | 'list' | 'replace'>;
  readonly collectionLedger: Pick<CollectionLedger, 'read'>;
  /** Reads what the reports lack, and their last days again. */
  readonly closeMailedGaps: CloseGaps;
  /** Creates the archive unless it exists. */
  readonly openArchive: (signal: AbortSignal) => Promise<void>;
  readonly sendCorrections: SendCorrections;
  readonly nextReportRun: NextReportRun;
}

/**
 * Creates the weekly job: for each report the mail of the last whole week in its zone, and before it, oldest first,
 * those of earlier weeks that were missed. A week that is due is written into the delivery ledger before Graph is asked
 * and any report is made, so that it stays due if the run dies after that. A mail that was sent is neither made nor
 * sent again. A mail goes out even when nothing happened or days are missing, and says so. One report at a time is in
 * memory. Corrections that are due follow. A run so soon after the week that Graph may not show its end leaves it to
 * the next run within a day.
 *
 * A week that an earlier run has tried in vain comes after the weeks that no run has tried, and after those that were
 * tried longer ago: one that is too large for a run, or kills it, does not hold back the others.
 */
export function createWeeklyReports(parts: WeeklyReportsParts) {
  const {
    deliveryLedger,
    collectionLedger,
    closeMailedGaps,
    openArchive,
    sendCorrections,
    nextReportRun,
    ...mailing
  } = parts;
  return async (
    definitions: readonly ReportDefinition[],
    now: Date,
    signal: AbortSignal,
  ): Promise<SendOutcome> => {
    const due: DueReport[] = [];
    const latest = new Map<string, string>();
    const sentBefore: ReportDelivery[] = [];
    const warnings: string[] = [];
    for (const definition of definitions) {
      const own = await enterDue(definition, now, signal);
      due.push(...own.due);
      latest.set(definition.name, own.latest);
      sentBefore.push(...own.sentBefore);
      warnings.push(...own.warnings);
    }
    if (due.length > 0) await openArchive(signal);
    const requests = due.sort(longestUntried).map(({ request }) => request);
    const periods = requests.map(({ period }) => period);
    const failures = due.length === 0 ? [] : await closeMailedGaps(periods, now, signal);
    const sent: SendOutcome[] = [{ deliveries: sentBefore, failed: [], failures, warnings }];
    for (const request of requests) {
      // The report is made even if the note cannot be written.
      await noteTry(request, now, signal).catch(() => undefined);
      sent.push(await makeAndSend(mailing, request, now, signal));
    }
    const isSent = (report: string, period: string) =>
      sent.some((outcome) =>
        outcome.deliveries.some(({ row }) => row.report === report && row.edition === period),
      );
    const weeks = [...latest].map(([report, period]): WeekState => ({
      report,
      period,
      isSent: isSent(report, period),
    }));
    const corrected = await sendCorrections(definitions, now, signal);
    return mergeOutcomes([...sent, { deliveries: [], failed: [], failures: [], weeks }, corrected]);
  };

  /**
   * Enters the weeks of a report that are due into the delivery ledger, and returns them with the label of its latest
   * whole week and the mail of that week if an earlier run has sent it.
   */
  async function enterDue(definition: ReportDefinition, now: Date, signal: AbortSignal) {
    const last = lastWholeWeek(now, definition.timeZone);
    const known = await deliveryLedger.list(definition.name, signal);
    const rows = new Map(known.map((row) => [row.edition, row]));
    const ahead = await judgeAhead(collectionLedger, definition.name, known, now, signal);
    const due: DueReport[] = [];
    const isTooEarly = waitsForLaterRun(last.to, now, nextReportRun);
    for (const period of ahead?.isBehind === true ? [] : weeksDue(last, known, now)) {
      const row = rows.get(periodLabel(period));
      if (row === undefined && isTooEarly && periodLabel(period) === periodLabel(last)) continue;
      if (row === undefined) await deliveryLedger.begin(dueRow(definition, period, now), signal);
      const request = { definition: { ...definition, timeZone: period.timeZone }, period };
      due.push({ request, triedAt: lastTryOf(row) });
    }
    const newest = rows.get(periodLabel(last));
    const sentBefore: ReportDelivery[] =
      newest?.state === 'sent' ? [{ row: newest, isNew: false, complete: null }] : [];
    return { due, latest: periodLabel(last), sentBefore, warnings: ahead === null ? [] : [ahead.warning] };
  }

  /**
   * Notes in the delivery ledger that a report is being made, before it is: a run that it kills leaves no other trace.
   * A row that another run has just changed is that run's.
   */
  async function noteTry(
    { definition, period }: ReportRequest,
    now: Date,
    signal: AbortSignal,
  ): Promise<void> {
    const stored = await deliveryLedger.get(definition.name, periodLabel(period), signal);
    if (stored === null || stored.row.state === 'sent') return;
    const { error } = stored.row;
    const noted =
      error === null || error.startsWith(unfinished)
        ? (error ?? unfinished)
        : `${unfinished} Before that: ${error}`;
    await deliveryLedger.replace({ ...stored.row, startedAt: now, error: noted }, stored.version, signal);
  }
}

/** The error in the delivery ledger while a report is being made; an earlier error follows it. */
const unfinished =
  'A run has begun to make this report; if it has ended, it ended before the report was made.';

/**
 * Returns when a run last tried to make a report; null if none has. A try leaves an error in the row until the mail is
 * posted, and `startedAt` is then its time.
 */
const lastTryOf = (row: DeliveryRow | undefined): Date | null =>
  typeof row?.error === 'string' ? row.startedAt : null;

/** A report that is due, and when a run tried it last; null when none has. */
interface DueReport {
  readonly request: ReportRequest;
  readonly triedAt: Date | null;
}

/** Untried ones first, then in the order of the last tries; the order of the weeks among equals is kept. */
const longestUntried = (a: DueReport, b: DueReport): number =>
  (a.triedAt?.getTime() ?? 0) - (b.triedAt?.getTime() ?? 0);

/** Returns the row of a week whose mail has not been sent yet. */
const dueRow = ({ name, timeZone }: ReportDefinition, period: Period, now: Date): DeliveryRow => ({
  report: name,
  edition: periodLabel(period),
  timeZone,
  state: 'due',
  attempt: 1,
  operationId: '',
  mailHost: null,
  fileName: '',
  fileHash: '',
  recipients: [],
  events: null,
  openDays: [],
  lookedThrough: null,
  link: null,
  enteredAt: now,
  startedAt: now,
  sentAt: null,
  error: null,
});
