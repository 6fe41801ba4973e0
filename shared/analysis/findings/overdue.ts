import { isWithin } from '../../domain/time/period';
import type { FindingContext } from './rule';

/**
 * Returns whether the instant a number of hours after another lies in the period: a request of Sunday evening becomes
 * overdue only in the next week, and belongs to that week's report alone. False while that is not known: neither
 * the future nor an hour that was not read proves that something is missing.
 */
export function isOverdueWithin(
  { period, asOf, knownUntil }: FindingContext,
  from: Date,
  hours: number,
): boolean {
  const overdueAt = new Date(from.getTime() + hours * 3_600_000);
  return isWithin(period, overdueAt) && overdueAt <= asOf && overdueAt <= knownUntil;
}
