import type { CollectionDay } from '../../domain/collection-day';
import { isoWeek, isWeekLabel, localDate, type Period } from '../../domain/period';
import { correctionEdition, type ReportRun } from '../../domain/report-run';
import { mergeOutcomes, type SendOutcome } from '../../domain/send-outcome';
import { addUtcDays, utcDayOf, type UtcDay } from '../../domain/utc-day';
import type { CollectionLedger } from '../collect/collection-ledger';
import { coverageOf } from '../collect/coverage';
import { horizonDays } from '../collect/days-to-read';
import type { DeliveryLedger } from '../report/delivery-ledger';
import type { ReportDefinition, ReportRequest } from '../report/report-request';
import { makeAndSend, type MakeAndSendParts } from './make-and-send';

/** Milliseconds after a week in which it can be corrected: Graph has its events for 30 days; half of that to spare. */
const reach = 45 * 24 * 3_600_000;

export interface CorrectionsParts extends MakeAndSendParts {
  readonly runs: Pick<DeliveryLedger, 'list'>;
  readonly ledger: Pick<CollectionLedger, 'read'>;
  /** Creates the archive unless it exists. */
  readonly openArchive: (signal: AbortSignal) => Promise<void>;
  /** Whether corrections are mailed at all (`CORRECTION_MAILS`). */
  readonly isEnabled: boolean;
}

/** Mails the corrections that are due. */
export type SendCorrections = (
  definitions: readonly ReportDefinition[],
  now: Date,
  signal: AbortSignal,
) => Promise<SendOutcome>;

/**
 * Creates the correction job: a week that was mailed while some of its days were not complete is mailed once more, when
 * none of these days can change any more and some have been read since. The correction has a row of its own,
 * `2026-W47-correction-1`, and is therefore sent once like any mail. One that was begun is finished, whatever becomes of
 * the days.
 */
export function createCorrections(parts: CorrectionsParts): SendCorrections {
  const { runs, ledger, openArchive, isEnabled, ...mailing } = parts;
  return async (definitions, now, signal) => {
    if (!isEnabled) return mergeOutcomes([]);
    const days = await ledger.read(signal);
    const due: ReportRequest[] = [];
    for (const definition of definitions)
      due.push(...correctionsDue(definition, await runs.list(definition.name, signal), days, now));
    if (due.length > 0) await openArchive(signal);
    return makeAndSend(mailing, due, now, signal);
  };
}

function correctionsDue(
  definition: ReportDefinition,
  known: readonly ReportRun[],
  days: ReadonlyMap<UtcDay, CollectionDay>,
  now: Date,
): ReportRequest[] {
  const stateOf = new Map(known.map(({ period, state }) => [period, state]));
  return known
    .filter(({ period, state, openDays }) => isWeekLabel(period) && state === 'sent' && openDays.length > 0)
    .flatMap((run) => {
      const edition = correctionEdition(run.period);
      // The hours of the report that is corrected, whatever zone the settings name now.
      const { timeZone } = run;
      const period = isoWeek(run.period, timeZone);
      const begun = stateOf.get(edition);
      if (begun === 'sent' || now.getTime() - period.to.getTime() > reach) return [];
      // A correction that was begun is finished as it was archived: its days may have been deleted since.
      const sentence =
        correctionSentence(run, period, days, now) ??
        (begun === undefined ? null : `${headOf(run, period)}.`);
      return sentence === null
        ? []
        : [{ definition: { ...definition, timeZone }, period, correction: { edition, sentence } }];
    });
}

/** Returns what became of the open days, in one sentence; null while it is not final, or when no day was gained. */
export function correctionSentence(
  run: Pick<ReportRun, 'period' | 'openDays' | 'sentAt'>,
  period: Period,
  days: ReadonlyMap<UtcDay, CollectionDay>,
  now: Date,
): string | null {
  const { openDays } = run;
  const states = new Map(coverageOf(period, days).map(({ day, state }) => [day, state]));
  const stateOf = (day: UtcDay) => states.get(day) ?? 'missing';
  const read = openDays.filter((day) => stateOf(day) === 'complete');
  // A file is no reason for a correction. Nor does it hold one back where the day would be lost without it.
  const firstReadable = addUtcDays(utcDayOf(now), -horizonDays);
  const lost = openDays.filter(
    (day) => stateOf(day) === 'lost' || (stateOf(day) === 'imported' && day < firstReadable),
  );
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
