import { lastWholeWeek, periodLabel, type Period } from '../../domain/period';
import type { ReportRun } from '../../domain/report-run';
import { mergeOutcomes, type ReportDelivery, type SendOutcome } from '../../domain/send-outcome';
import type { CloseGaps } from '../collect/close-gaps';
import type { DeliveryLedger } from '../report/delivery-ledger';
import type { ReportDefinition, ReportRequest } from '../report/report-request';
import type { SendCorrections } from './corrections';
import { makeAndSend, type MakeAndSendParts } from './make-and-send';
import { weeksDue } from './weeks-due';

export interface WeeklyReportsParts extends MakeAndSendParts {
  readonly runs: Pick<DeliveryLedger, 'begin' | 'list'>;
  readonly closeGaps: CloseGaps;
  /** Creates the archive unless it exists. */
  readonly openArchive: (signal: AbortSignal) => Promise<void>;
  readonly sendCorrections: SendCorrections;
}

/**
 * Creates the weekly job: for each report the mail of the last whole week in its zone, and before it, oldest first,
 * those of earlier weeks that were missed. A week that is due is written into the ledger before anything can fail, so
 * that a week whose run dies at any line stays due. A mail that was sent is neither made nor sent again. A mail goes out
 * even when nothing happened or days are missing, and says so. One report at a time is in memory. Corrections that are
 * due follow.
 */
export function createWeeklyReports(parts: WeeklyReportsParts) {
  const { runs, closeGaps, openArchive, sendCorrections, ...mailing } = parts;
  return async (
    definitions: readonly ReportDefinition[],
    now: Date,
    signal: AbortSignal,
  ): Promise<SendOutcome> => {
    const deliveries: ReportDelivery[] = [];
    const due: ReportRequest[] = [];
    for (const definition of definitions) {
      const last = lastWholeWeek(now, definition.timeZone);
      const known = await runs.list(definition.name, signal);
      const labels = new Map(known.map((run) => [run.period, run]));
      const run = labels.get(periodLabel(last));
      if (run?.state === 'sent') deliveries.push({ run, isNew: false, complete: null });
      for (const period of weeksDue(last, known)) {
        if (!labels.has(periodLabel(period))) await runs.begin(dueRun(definition, period, now), signal);
        due.push({ definition: { ...definition, timeZone: period.timeZone }, period });
      }
    }
    if (due.length > 0) await openArchive(signal);
    const periods = due.map(({ period }) => period);
    const failures = due.length === 0 ? [] : await closeGaps(periods, now, signal);
    return mergeOutcomes([
      { deliveries, failed: [], failures },
      await makeAndSend(mailing, due, now, signal),
      await sendCorrections(definitions, now, signal),
    ]);
  };
}

/** Returns the row of a week of which nothing has left yet. */
const dueRun = ({ name, timeZone }: ReportDefinition, period: Period, now: Date): ReportRun => ({
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
  link: null,
  startedAt: now,
  sentAt: null,
  error: null,
});
