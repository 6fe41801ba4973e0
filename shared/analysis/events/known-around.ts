import { utcDayOf, type UtcDay } from '../../domain/time/utc-day';
import { twinReach, type IsKnownAround } from './twins';

/**
 * Returns whether everything around an instant was read: at both ends of a twin's reach, its whole day was collected, or it
 * lies in one of the spans, of which both ends count.
 */
export const knownAround = (
  completeDays: ReadonlySet<UtcDay>,
  spans: readonly { readonly from: Date; readonly to: Date }[],
): IsKnownAround => {
  const isKnown = (at: Date): boolean =>
    completeDays.has(utcDayOf(at)) || spans.some(({ from, to }) => at >= from && at <= to);
  return (at) => [-twinReach, twinReach].every((offset) => isKnown(new Date(at.getTime() + offset)));
};
