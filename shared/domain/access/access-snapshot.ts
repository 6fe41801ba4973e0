import type { AccessEndpoint, AccessPart } from './access-endpoint';
import type { UtcDay } from '../time/utc-day';

/**
 * How well a list was read. complete: to its end. partial: some of it, so nothing may be concluded from what is
 * missing in it. refused: Graph said no. off: `STANDING_ACCESS` does not ask for it.
 */
export type EndpointState = 'complete' | 'partial' | 'refused' | 'off';

/** What is known about one list of a snapshot. Instants are UTC. */
export interface EndpointRecord {
  readonly endpoint: AccessEndpoint;
  readonly part: AccessPart;
  readonly state: EndpointState;
  /** The application permission that reading it takes. */
  readonly permission: string;
  /** The first path that was asked for, or a pattern where there is one path a group; null when off. */
  readonly query: string | null;
  readonly pages: number;
  /** Rows received, those included that could not be understood. */
  readonly rows: number;
  readonly firstRequestAt: Date | null;
  readonly lastRequestAt: Date | null;
  /** SHA-256 of the stored blob, hexadecimal; null if no blob is stored. */
  readonly sha256: string | null;
  /** What a reader must know: why it is not complete and what to do, or what is odd about it. Null: nothing. */
  readonly reason: string | null;
}

/** One row of the ledger `AccessSnapshots`: the snapshot of one UTC day. */
export interface SnapshotRecord {
  readonly day: UtcDay;
  readonly takenAt: Date;
  /** One entry for every endpoint, in the order of {@link accessEndpoints}. */
  readonly endpoints: readonly EndpointRecord[];
}

/** How well a snapshot was read as a whole, the lists that are off left aside. */
export function snapshotState({
  endpoints,
}: Pick<SnapshotRecord, 'endpoints'>): Exclude<EndpointState, 'off'> {
  const states = endpoints.map(({ state }) => state).filter((state) => state !== 'off');
  if (states.every((state) => state === 'complete')) return 'complete';
  return states.every((state) => state === 'refused') ? 'refused' : 'partial';
}

/** The record of one list. @throws RangeError when the snapshot does not have it. */
export function endpointOf(
  { endpoints }: Pick<SnapshotRecord, 'endpoints'>,
  name: AccessEndpoint,
): EndpointRecord {
  const found = endpoints.find(({ endpoint }) => endpoint === name);
  if (found === undefined) throw new RangeError(`The snapshot has no record of ${name}.`);
  return found;
}

/**
 * Whether a second snapshot of a day takes the place of the first: when it is at least as complete. More lists read to
 * their end count first, then more lists read in part, then more rows in these. Of two that are equally complete the
 * newer one stays.
 */
export function takesPlaceOf(
  newer: Pick<SnapshotRecord, 'endpoints'>,
  older: Pick<SnapshotRecord, 'endpoints'>,
): boolean {
  const [mine, theirs] = [completenessOf(newer), completenessOf(older)];
  const decisive = mine.findIndex((figure, index) => figure !== theirs[index]);
  return decisive < 0 || (mine[decisive] ?? 0) > (theirs[decisive] ?? 0);
}

function completenessOf({ endpoints }: Pick<SnapshotRecord, 'endpoints'>): number[] {
  const partial = endpoints.filter(({ state }) => state === 'partial');
  return [
    endpoints.filter(({ state }) => state === 'complete').length,
    partial.length,
    partial.reduce((sum, { rows }) => sum + rows, 0),
  ];
}

/** A snapshot that has just been taken: its record, and a compressed file (gzip) for each list that answered. */
export interface TakenSnapshot {
  readonly record: SnapshotRecord;
  readonly files: ReadonlyMap<AccessEndpoint, Uint8Array>;
}

/**
 * What became of a snapshot: stored; not stored because the day has a more complete one; not stored because another
 * run is storing one at the same moment.
 */
export type KeptSnapshot = 'stored' | 'superseded' | 'busy';

/** What taking a snapshot came to. */
export interface SnapshotResult {
  readonly record: SnapshotRecord;
  readonly kept: KeptSnapshot | 'failed';
  /** What somebody has to see to, one sentence a cause. The collection has not failed for these. */
  readonly warnings: readonly string[];
  /** Why it could not be stored; null when it was. */
  readonly failure: string | null;
}
