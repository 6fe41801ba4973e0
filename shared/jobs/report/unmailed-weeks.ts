import { isoWeek, isWeekLabel, lastWholeWeek, periodLabel, previousPeriod } from '../../domain/time/period';
import type { Period } from '../../domain/time/period';
import type { DeliveryRow } from '../../domain/reports/delivery-row';
import type { DeliveryLedger } from './delivery-ledger';

/**
 * Number of weeks, the last one included, whose mails are sent later if no run entered them into the ledger: Graph no longer
 * has the events of earlier ones. The next report names the earlier ones. A week that is in the ledger stays owed however
 * old it becomes.
 */
export const maxWeeks = 5;

const week = 7 * 24 * 3_600_000;

/** Returns whether a week was entered into the ledger at a time that is still to come, and is not over. */
export const isEnteredAhead = ({ edition, timeZone, enteredAt }: DeliveryRow, now: Date): boolean =>
  isWeekLabel(edition) && enteredAt > now && isoWeek(edition, timeZone).to > now;

/**
 * Returns the label of the first week of which a report owes a mail: the first that entered the ledger in its time. Null if
 * none did: a report that has never run owes nothing of the past, nor does one of which only some old week was sent by hand,
 * or one that ran only with a clock that was ahead.
 */
export function firstInTime(rows: readonly DeliveryRow[], timeZone: string, now: Date): string | null {
  const inTime = rows.filter((row) => {
    const { edition, enteredAt } = row;
    if (!isWeekLabel(edition) || isEnteredAhead(row, now)) return false;
    return enteredAt.getTime() - isoWeek(edition, timeZone).to.getTime() < maxWeeks * week;
  });
  // Labels of weeks sort as texts in the order of time.
  return inTime.map(({ edition }) => edition).sort()[0] ?? null;
}

/**
 * Returns the labels of the weeks just before a period whose mails nobody sent in time, so that the weekly job no longer
 * sends them; oldest first.
 * @param before the row of the week before, or null if that week has no row
 */
export async function unmailedBefore(
  deliveryLedger: Pick<DeliveryLedger, 'list'> | undefined,
  before: DeliveryRow | null,
  report: string,
  period: Period,
  now: Date,
  signal: AbortSignal,
): Promise<string[]> {
  if (before !== null || deliveryLedger === undefined || !isWeekLabel(periodLabel(period))) return [];
  const rows = await deliveryLedger.list(report, signal);
  const first = firstInTime(rows, period.timeZone, now);
  if (first === null) return [];
  const known = new Set(rows.map((row) => row.edition));
  let madeUp = lastWholeWeek(now, period.timeZone);
  for (let nth = 1; nth < maxWeeks; nth += 1) madeUp = previousPeriod(madeUp);
  const labels: string[] = [];
  for (let each = previousPeriod(period); ; each = previousPeriod(each)) {
    const label = periodLabel(each);
    if (label <= first || known.has(label)) return labels.reverse();
    if (label < periodLabel(madeUp)) labels.push(label);
  }
}
