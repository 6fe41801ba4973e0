import type { CollectionDay } from '../../domain/collection-day';
import { utcDayOf, type UtcDay } from '../../domain/time/utc-day';
import { twinReach, type IsFullyReadAround } from './twins';

/**
 * Milliseconds after which PIM's own event is in the log, so that a directory event without one is no twin. The directory's
 * is mostly there within minutes; PIM's has been seen to come two hours later.
 */
const pimDelay = 3 * 3_600_000;

/**
 * Creates a test whether all events around an instant were read. They were if the instants a twin's reach before and after
 * it were each read, and read late enough for PIM's own events to be there.
 */
export const fullyReadAround =
  (ledger: ReadonlyMap<UtcDay, CollectionDay>): IsFullyReadAround =>
  (at) =>
    [-twinReach, twinReach].every((offset) => isRead(ledger, new Date(at.getTime() + offset)));

function isRead(ledger: ReadonlyMap<UtcDay, CollectionDay>, at: Date): boolean {
  const row = ledger.get(utcDayOf(at));
  if (row === undefined) return false;
  const { state, readTo, lastReadAt } = row;
  const isWithinRead = state === 'complete' || (state === 'partial' && readTo !== null && at < readTo);
  return isWithinRead && lastReadAt !== null && lastReadAt.getTime() >= at.getTime() + pimDelay;
}
