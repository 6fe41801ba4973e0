import type { DeliveryRow } from '../../../domain/reports/delivery-row';
import type { CollectionLedger } from '../../collect/collection-ledger';
import { isEnteredAhead } from '../../report/unmailed-weeks';

/** Milliseconds by which the clocks of two machines may differ. */
export const clockDifference = 3_600_000;

/** What a run that finds weeks of the future in the delivery ledger says and does. */
export interface AheadVerdict {
  /** Whether this run's clock is the wrong one: then no weekly report may be mailed. */
  readonly isBehind: boolean;
  /** One sentence for the operator. */
  readonly warning: string;
}

/**
 * Judges the weeks of a report that were entered into the delivery ledger at a time that is still to come: either the
 * clock of the run that entered them was ahead, or the clock of this run is behind. The collection ledger decides: the
 * time at which a day was read is the earlier of our time and Microsoft Graph's, and so is never in the future.
 * @returns null when no week was entered so
 */
export async function judgeAhead(
  collectionLedger: Pick<CollectionLedger, 'read'>,
  report: string,
  known: readonly DeliveryRow[],
  now: Date,
  signal: AbortSignal,
): Promise<AheadVerdict | null> {
  const ahead = known.filter((row) => isEnteredAhead(row, now));
  const [first] = ahead;
  if (first === undefined) return null;
  const readAt = [...(await collectionLedger.read(signal)).values()].flatMap(
    ({ lastReadAt }) => lastReadAt ?? [],
  );
  const latest = readAt.find((each) => each.getTime() > now.getTime() + clockDifference);
  if (latest !== undefined)
    return {
      isBehind: true,
      warning:
        `Report "${report}": nothing is mailed, because the clock of this machine is behind: it shows ` +
        `${minute(now)}, but a day was read at ${minute(latest)}. Correct the clock.`,
    };
  const weeks = ahead.map(({ edition }) => edition).join(', ');
  return {
    isBehind: false,
    warning:
      `Report "${report}": a run whose clock was ahead has entered ${weeks} into the delivery ledger on ` +
      `${first.enteredAt.toISOString().slice(0, 10)}. ${ahead.length === 1 ? 'It does' : 'They do'} not hold back the ` +
      'mails that are due. Check the clock of every machine that runs reports.',
  };
}

const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
