import type { CollectionDay } from '../../domain/collection-day';
import { endOfUtcDay, startOfUtcDay, type UtcDay } from '../../domain/utc-day';

/** What the store holds of a day. */
export interface DayCount {
  readonly events: number;
  readonly unreadable: number;
}

const never: Omit<CollectionDay, 'day'> = {
  state: 'missing',
  events: 0,
  unreadable: 0,
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
 * The row of a day of which a window was read to its end. Late events are what came after the day was first
 * complete: counted from the store, so that a run that died and one that ran twice tell the same.
 */
export function rowAfterReading(
  day: UtcDay,
  before: CollectionDay | undefined,
  count: DayCount,
  read: { readonly availableFrom: Date | null; readonly to: Date; readonly now: Date },
): CollectionDay {
  const [start, end] = [startOfUtcDay(day), endOfUtcDay(day)];
  const known = { ...(before ?? never), ...counted(before, count), failedReads: 0, day };
  if (read.availableFrom !== null && read.availableFrom > start) {
    // Out of Graph's reach by now: what is known of it stays, and is not said to have been read again.
    if (before?.state === 'complete') return known;
    const horizon = `Microsoft Graph had nothing before ${read.availableFrom.toISOString()} when the day was first asked for.`;
    const { availableFrom } = read;
    return { ...known, state: availableFrom >= end ? 'lost' : 'partial', availableFrom, reason: horizon };
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

/** The row of a day that could not be read to its end. What was complete before stays so; nothing is taken back. */
export function rowAfterFailure(
  day: UtcDay,
  before: CollectionDay | undefined,
  count: DayCount,
  reason: string,
): CollectionDay {
  const failedReads = (before?.failedReads ?? 0) + 1;
  const known = { ...(before ?? never), ...counted(before, count), failedReads, day };
  if (before?.state === 'complete' || before?.state === 'lost') return known;
  return { ...known, state: count.events > 0 || before?.state === 'partial' ? 'partial' : 'missing', reason };
}

/** The row of a day that is out of our reach, or was deleted. */
export function rowWhenLost(day: UtcDay, before: CollectionDay | undefined, reason: string): CollectionDay {
  return { ...(before ?? never), day, newEvents: 0, state: 'lost', reason };
}

function counted(before: CollectionDay | undefined, count: DayCount) {
  const firstComplete = before?.firstCompleteEvents ?? null;
  return {
    events: count.events,
    unreadable: count.unreadable,
    newEvents: Math.max(0, count.events - (before?.events ?? 0)),
    lateEvents: firstComplete === null ? 0 : Math.max(0, count.events - firstComplete),
  };
}
