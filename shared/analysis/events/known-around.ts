import { utcDayOf, type UtcDay } from '../../domain/time/utc-day';
import { twinReach, type IsKnownAround } from './twins';

/**
 * Creates a test whether all events around an instant were read. They were if the instants a twin's reach before and after
 * it each belong to a complete day, or to one of the spans. Both ends of a span belong to it.
 */
export const knownAround = (
  completeDays: ReadonlySet<UtcDay>,
  spans: readonly { readonly from: Date; readonly to: Date }[],
): IsKnownAround => {
  const isKnown = (at: Date): boolean =>
    completeDays.has(utcDayOf(at)) || spans.some(({ from, to }) => at >= from && at <= to);
  return (at) => [-twinReach, twinReach].every((offset) => isKnown(new Date(at.getTime() + offset)));
};
