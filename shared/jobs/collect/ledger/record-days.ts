import type { CollectionDay, DayCount } from '../../../domain/collection-day';
import type { UtcDay } from '../../../domain/time/utc-day';
import type { CollectionLedger } from '../collection-ledger';
import type { EventStore } from '../event-store';
import { hasImported, withNeighbours } from './imported-days';
import { rowAfterCount } from './ledger-row';

export interface RecordDaysParts {
  readonly store: Pick<EventStore, 'count'>;
  readonly ledger: Pick<CollectionLedger, 'write'>;
}

/**
 * Returns the new row of a day from its old one and what the store now holds. The collect job has one for a window that
 * it has read (`rowAfterReading`) and one for a window that failed (`rowAfterFailure`).
 */
export type MakeRow = (day: UtcDay, before: CollectionDay | undefined, count: DayCount) => CollectionDay;

/**
 * Creates a function that writes ledger rows. The store's events of each day are counted, and those of the days before
 * and after them that hold imported events: a record on the other side of midnight may have replaced one of these. All
 * rows are written together, so that a run that dies before it is repeated for all of them.
 */
export function createRecordDays({ store, ledger }: RecordDaysParts) {
  /**
   * Returns the rows of the days.
   * @param before the ledger, read just now: a row that another run has written meanwhile must not be undone
   */
  return async (
    days: readonly UtcDay[],
    rowOf: MakeRow,
    before: ReadonlyMap<UtcDay, CollectionDay>,
    signal: AbortSignal,
  ): Promise<CollectionDay[]> => {
    const rows: CollectionDay[] = [];
    for (const day of days) rows.push(rowOf(day, before.get(day), await store.count(day, signal)));
    const neighbours = await neighbourRows(store, days, before, signal);
    await ledger.write([...rows, ...neighbours], signal);
    return rows;
  };
}

/**
 * Returns the changed rows of the days before and after some days. Only days that hold imported events are counted: no
 * others lose an event to a record of another day.
 */
export async function neighbourRows(
  store: Pick<EventStore, 'count'>,
  days: readonly UtcDay[],
  before: ReadonlyMap<UtcDay, CollectionDay>,
  signal: AbortSignal,
): Promise<CollectionDay[]> {
  const rows: CollectionDay[] = [];
  for (const day of withNeighbours(days)) {
    const row = before.get(day);
    if (row === undefined || days.includes(day) || !hasImported(before, day)) continue;
    const counted = rowAfterCount(row, await store.count(day, signal));
    if (counted.events !== row.events || counted.importedEvents !== row.importedEvents) rows.push(counted);
  }
  return rows;
}
