import {
  isWeekLabel,
  periodLabel,
  previousPeriod,
  reportedWeek,
  type Period,
} from '../../../domain/time/period';
import type { DeliveryRow } from '../../../domain/reports/delivery-row';
import { firstInTime, maxWeeks } from '../../report/unmailed-weeks';

/**
 * Returns the weeks whose mail is due, oldest first: those in the ledger that were not sent, and of the last
 * {@link maxWeeks} those that are not in the ledger, from {@link firstInTime} on. The next report names the weeks that
 * are too old (`unmailedBefore`). A week that a run entered while its clock was ahead is not due before it is over, and
 * holds back no other.
 *
 * A week keeps the zone with which it was entered into the ledger, and the next one starts where it ends: a changed zone
 * leaves no instant out.
 */
export function weeksDue(last: Period, known: readonly DeliveryRow[], now: Date): Period[] {
  const rows = new Map(known.filter(({ edition }) => isWeekLabel(edition)).map((row) => [row.edition, row]));
  const { timeZone } = last;
  const zoneOf = (label: string) => rows.get(label)?.timeZone;
  const first = firstInTime(known, timeZone, now) ?? periodLabel(last);
  const due = new Set(
    [...rows.values()].filter(({ state }) => state !== 'sent').map(({ edition }) => edition),
  );
  for (let each = last, back = 0; back < maxWeeks; each = previousPeriod(each), back += 1) {
    const label = periodLabel(each);
    if (label >= first && !rows.has(label)) due.add(label);
  }
  return [...due]
    .sort()
    .filter((label) => label <= periodLabel(last))
    .map((label) => reportedWeek(label, zoneOf, timeZone));
}
