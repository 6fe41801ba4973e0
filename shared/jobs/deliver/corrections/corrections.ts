import { isWithinHorizon, type CollectionDay } from '../../../domain/collection-day';
import { isWeekLabel, periodLabel, reportedWeek, type Period } from '../../../domain/time/period';
import { correctionEdition, correctionNumber, type DeliveryRow } from '../../../domain/reports/delivery-row';
import { mergeOutcomes, type FailedReport, type SendOutcome } from '../../../domain/reports/send-outcome';
import { localClock } from '../../../domain/time/local-clock';
import { startOfUtcDay, type UtcDay } from '../../../domain/time/utc-day';
import type { CollectionLedger } from '../../collect/collection-ledger';
import { failureText } from '../../../text/failure-text';
import { joinList, plural } from '../../../text/plural';
import { coverageOf } from '../../collect/coverage';
import type { DeliveryLedger } from '../../report/delivery-ledger';
import { failedReport, failedReportSentence } from '../../report/failed-report';
import { lateReach } from '../../report/late/late-findings';
import type { ReportDefinition, ReportRequest } from '../../report/report-request';
import type { FindLate, LateFindings } from './find-late';
import { makeAndSend, type MakeAndSendParts } from '../make-and-send';

export interface CorrectionsParts extends MakeAndSendParts {
  readonly deliveryLedger: Pick<DeliveryLedger, 'list'>;
  readonly collectionLedger: Pick<CollectionLedger, 'read'>;
  /** Finds what the last mail of a week lacked, because events came after it. */
  readonly findLate: FindLate;
  /** Creates the archive unless it exists. */
  readonly openArchive: (signal: AbortSignal) => Promise<void>;
  /** Whether corrections are mailed at all (`CORRECTION_MAILS`). */
  readonly isEnabled: boolean;
}

/**
 * Mails the corrections that are due. Never throws: weekly reports may have been sent before them, whose outcome a throw
 * would lose.
 */
export type SendCorrections = (
  definitions: readonly ReportDefinition[],
  now: Date,
  signal: AbortSignal,
) => Promise<SendOutcome>;

/**
 * Creates the correction job: a week that was mailed while some of its days were not complete is mailed once more, when
 * none of these days can change any more and some have been read since; and a week to which a finding came later, high
 * or medium, as soon as it is found. Each correction has a row of its own, `2026-W47-correction-1`, then `…-2`, and is
 * therefore sent once like any mail. A correction that was begun is finished, even if the days change meanwhile.
 */
export function createCorrections(parts: CorrectionsParts): SendCorrections {
  const { deliveryLedger, collectionLedger, findLate, openArchive, isEnabled, ...mailing } = parts;
  return async (...of) => {
    if (!isEnabled) return mergeOutcomes([]);
    try {
      return await sendDue(...of);
    } catch (error) {
      const failure = `The corrections that are due could not be found or sent: ${failureText(error)}`;
      return { deliveries: [], failed: [], failures: [failure] };
    }
  };

  async function sendDue(
    definitions: readonly ReportDefinition[],
    now: Date,
    signal: AbortSignal,
  ): Promise<SendOutcome> {
    const days = await collectionLedger.read(signal);
    const due: ReportRequest[] = [];
    const failed: FailedReport[] = [];
    for (const definition of definitions) {
      for (const week of mailedWeeks(definition, await deliveryLedger.list(definition.name, signal), now)) {
        try {
          const request = await correctionDue(week, days, now, signal);
          if (request !== null) due.push(request);
        } catch (error) {
          failed.push(failedReport(definition.name, week.period, error));
        }
      }
    }
    if (due.length > 0) await openArchive(signal);
    const sent: SendOutcome[] = [{ deliveries: [], failed, failures: failed.map(failedReportSentence) }];
    for (const request of due) sent.push(await makeAndSend(mailing, request, now, signal));
    return mergeOutcomes(sent);
  }

  async function correctionDue(
    { definition, period, last, sent }: MailedWeek,
    days: ReadonlyMap<UtcDay, CollectionDay>,
    now: Date,
    signal: AbortSignal,
  ): Promise<ReportRequest | null> {
    const label = periodLabel(period);
    const made = correctionSentence({ ...sent, edition: label }, period, days, now);
    // A correction that was begun is finished as it was archived: its days may have been deleted since.
    if (last.state !== 'sent') {
      const sentence = made ?? `${headOf({ ...sent, edition: label }, period)}.`;
      return { definition, period, correction: { edition: last.edition, sentence } };
    }
    const edition = correctionEdition(label, (correctionNumber(label, last.edition) ?? 0) + 1);
    if (made !== null) return { definition, period, correction: { edition, sentence: made } };
    const found = await findLate(last, definition, period, days, now, signal);
    if (found.late.length === 0) return null;
    const sentence = lateSentence({ ...sent, edition: label }, period, found);
    return { definition, period, correction: { edition, sentence } };
  }
}

/** A week that was mailed and can still be corrected. */
interface MailedWeek {
  readonly definition: ReportDefinition;
  readonly period: Period;
  /** The row of its newest edition. */
  readonly last: DeliveryRow;
  /** The row of its newest edition that was sent. */
  readonly sent: DeliveryRow;
}

function mailedWeeks(definition: ReportDefinition, known: readonly DeliveryRow[], now: Date): MailedWeek[] {
  const rows = new Map(known.map((row) => [row.edition, row]));
  const zoneOf = (label: string) => rows.get(label)?.timeZone;
  return known.flatMap((row) => {
    const label = row.edition;
    if (!isWeekLabel(label) || row.state !== 'sent') return [];
    // The hours of the report that is corrected, whatever zone the settings name now.
    const period = reportedWeek(label, zoneOf, row.timeZone);
    if (now.getTime() - period.to.getTime() > lateReach) return [];
    const corrections = known
      .filter((other) => correctionNumber(label, other.edition) !== null)
      .sort((a, b) => (correctionNumber(label, a.edition) ?? 0) - (correctionNumber(label, b.edition) ?? 0));
    const editions = [row, ...corrections];
    const [last, sent] = [editions.at(-1) ?? row, editions.findLast(({ state }) => state === 'sent') ?? row];
    return [{ definition: { ...definition, timeZone: row.timeZone }, period, last, sent }];
  });
}

/** As many late findings as the first line of a mail can name. */
const maxNamed = 2;

/** Returns what came later and what no longer holds, in one sentence. */
export function lateSentence(
  row: Pick<DeliveryRow, 'edition' | 'openDays' | 'sentAt'>,
  period: Period,
  { late, withdrawn }: LateFindings,
): string {
  const named = late.slice(0, maxNamed).map(({ sentence }) => sentence);
  const rest = late.length - named.length;
  const what = `${plural(late.length, 'finding')} ${late.length === 1 ? 'was' : 'were'}`;
  const gone =
    withdrawn === 0
      ? ''
      : `, and ${withdrawn} of its findings no longer ${withdrawn === 1 ? 'holds' : 'hold'}`;
  return (
    `${headOf(row, period)}: ${what} not in that mail${gone}, because events or settings came after it: ` +
    `${named.join(' ')}${rest > 0 ? ` And ${rest} more.` : ''}`
  );
}

/** Returns what became of the open days, in one sentence; null while it is not final, or when no day was gained. */
export function correctionSentence(
  row: Pick<DeliveryRow, 'edition' | 'openDays' | 'sentAt'>,
  period: Period,
  days: ReadonlyMap<UtcDay, CollectionDay>,
  now: Date,
): string | null {
  const { openDays } = row;
  const states = new Map(coverageOf(period, days).map(({ day, state }) => [day, state]));
  const stateOf = (day: UtcDay) => states.get(day) ?? 'missing';
  const read = openDays.filter((day) => stateOf(day) === 'complete');
  // A file is no reason for a correction. Nor does it hold one back where the day would be lost without it.
  const lost = openDays.filter(
    (day) => stateOf(day) === 'lost' || (stateOf(day) === 'imported' && !isWithinHorizon(day, now)),
  );
  if (read.length === 0 || read.length + lost.length < openDays.length) return null;
  const gone = lost.length === 0 ? '' : `; ${dayList(lost, period)} can no longer be read`;
  return (
    `${headOf(row, period)}: ` +
    `${dayList(read, period)} ${read.length === 1 ? 'has' : 'have'} been read in full since${gone}.`
  );
}

/** `Wed 18 Nov and Thu 19 Nov (UTC)`; the zone only in the mail of a report that has another one. */
function dayList(days: readonly UtcDay[], { timeZone }: Period): string {
  const clock = localClock('UTC');
  const named = joinList(days.map((day) => clock.shortDate(startOfUtcDay(day))));
  return timeZone === 'UTC' ? named : `${named} (UTC)`;
}

function headOf(
  { edition: label, openDays, sentAt }: Pick<DeliveryRow, 'edition' | 'openDays' | 'sentAt'>,
  period: Period,
): string {
  const on = sentAt === null ? '' : ` on ${localClock(period.timeZone).shortDate(sentAt)}`;
  return `Correction of the report of ${label} that was mailed${openDays.length === 0 ? '' : ' incomplete'}${on}`;
}
