import type { CollectionDay, DayCount } from '../../../domain/collection-day';
import { endOfUtcDay, startOfUtcDay, type UtcDay } from '../../../domain/time/utc-day';

const neverRead: Omit<CollectionDay, 'day'> = {
  state: 'missing',
  events: 0,
  unreadable: 0,
  importedEvents: 0,
  lateEvents: 0,
  newEvents: 0,
  firstReadAt: null,
  lastReadAt: null,
  readTo: null,
  firstCompleteEvents: null,
  failedReads: 0,
  availableFrom: null,
  reason: null,
};

/**
 * Returns the row of a day whose window was read to its end. Late events are those that came after the day was first
 * complete. They are counted from the store, so a run that died and one that ran twice give the same number.
 */
export function rowAfterReading(
  day: UtcDay,
  before: CollectionDay | undefined,
  count: DayCount,
  read: { readonly availableFrom: Date | null; readonly to: Date; readonly now: Date },
): CollectionDay {
  const [start, end] = [startOfUtcDay(day), endOfUtcDay(day)];
  const known = { ...(before ?? neverRead), ...countedAgain(before, count), failedReads: 0, day };
  if (read.availableFrom !== null && read.availableFrom > start) {
    // Out of Graph's reach by now: keep what is known, and do not claim that it was read again.
    if (before?.state === 'complete') return known;
    const horizon = `Microsoft Graph had nothing before ${read.availableFrom.toISOString()} when the day was asked for.`;
    const { availableFrom } = read;
    if (availableFrom < end) return { ...known, state: 'partial', availableFrom, reason: horizon };
    // Keep the state from the file: nothing else is known about the day.
    if (before?.state === 'imported') return { ...known, availableFrom };
    return { ...known, state: 'lost', availableFrom, reason: horizon };
  }
  const readTo = read.to < end ? read.to : end;
  const over = read.to >= end || before?.state === 'complete';
  return {
    ...known,
    state: over ? 'complete' : 'partial',
    firstReadAt: known.firstReadAt ?? read.now,
    lastReadAt: read.now,
    readTo: known.readTo !== null && known.readTo > readTo ? known.readTo : readTo,
    firstCompleteEvents: known.firstCompleteEvents ?? (over ? count.events : null),
    availableFrom: null,
    reason: over ? null : 'The day was not over when it was read.',
  };
}

/**
 * Returns the row of a day that was not read to its end. A day that was complete stays complete. It counts as a failed read
 * unless a person interrupted the run.
 */
export function rowAfterFailure(
  day: UtcDay,
  before: CollectionDay | undefined,
  count: DayCount,
  reason: string,
  isInterrupted = false,
): CollectionDay {
  const failedReads = (before?.failedReads ?? 0) + (isInterrupted ? 0 : 1);
  const known = { ...(before ?? neverRead), ...countedAgain(before, count), failedReads, day };
  if (before?.state === 'complete' || before?.state === 'lost' || before?.state === 'imported') return known;
  return { ...known, state: count.events > 0 || before?.state === 'partial' ? 'partial' : 'missing', reason };
}

/** Returns the row of a day that is out of reach, or was deleted. */
export function rowWhenLost(day: UtcDay, before: CollectionDay | undefined, reason: string): CollectionDay {
  return { ...(before ?? neverRead), day, newEvents: 0, state: 'lost', reason };
}

/**
 * Returns the row of a day of which events came from a file. A file proves nothing: what is known of a day that was read live
 * stays, and any other day becomes `imported`.
 * @param tenantId the tenant of the file; null when it names none
 */
export function rowAfterImport(
  day: UtcDay,
  before: CollectionDay | undefined,
  count: DayCount,
  tenantId: string | null,
): CollectionDay {
  const tenant = tenantId === null ? {} : { tenantId };
  const known = { ...tenant, ...(before ?? neverRead), ...countedAgain(before, count), day };
  if (before?.state === 'complete' || before?.state === 'partial') return known;
  return { ...known, state: 'imported', reason: 'From a file: whether it is complete cannot be proved.' };
}

/** Returns the row of a day of which a record on the other side of midnight may have replaced imported ones. */
export const rowAfterCount = (before: CollectionDay, count: DayCount): CollectionDay => ({
  ...before,
  ...countedAgain(before, count),
});

/**
 * Counts a day again. What was counted once is not forgotten: fewer events, unless another record has replaced an
 * imported one, were deleted, and the report finds that the store holds fewer than the ledger has counted.
 */
function countedAgain(before: CollectionDay | undefined, count: DayCount) {
  const replaced = Math.max(0, (before?.importedEvents ?? 0) - count.imported);
  const events = Math.max(count.events, (before?.events ?? 0) - replaced);
  // With fewer events than when it was first complete, the day must not hide as many late ones.
  const firstComplete = min(before?.firstCompleteEvents ?? null, events);
  return {
    events,
    firstCompleteEvents: firstComplete,
    unreadable: count.unreadable,
    importedEvents: count.imported,
    newEvents: Math.max(0, count.events - (before?.events ?? 0)),
    lateEvents: firstComplete === null ? 0 : Math.max(0, count.events - firstComplete),
  };
}

const min = (one: number | null, other: number): number | null =>
  one === null ? null : Math.min(one, other);
