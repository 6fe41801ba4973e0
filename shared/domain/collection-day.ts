import type { UtcDay } from './utc-day';

/**
 * How well a UTC day is known. complete: both reads of the whole day finished. partial: some of it was read.
 * missing: it was tried or never tried, and nothing was read. lost: Graph no longer has it, or we deleted it.
 */
export type DayState = 'complete' | 'partial' | 'missing' | 'lost';

/** A row of the collection ledger: what is known of one UTC day. Instants are UTC. */
export interface CollectionDay {
  readonly day: UtcDay;
  readonly state: DayState;
  /** Events stored for the day, unreadable ones included. */
  readonly events: number;
  /** Of these, how many could not be understood; they are kept raw. */
  readonly unreadable: number;
  /** Events that appeared after the day had first been complete. */
  readonly lateEvents: number;
  /** Events that the last run added. */
  readonly newEvents: number;
  readonly firstReadAt: Date | null;
  readonly lastReadAt: Date | null;
  /** The day is known from its start up to here (exclusive); null when nothing is. */
  readonly readTo: Date | null;
  /** How many events there were when the day was first complete; null before that. */
  readonly firstCompleteEvents: number | null;
  /** Runs in a row that could not read it to its end; 0 when the last one did, or none has tried. */
  readonly failedReads: number;
  /** Graph said that it has nothing of the day before this instant; null where it did not say so. */
  readonly availableFrom: Date | null;
  /** Why it is not complete, in one sentence; null when it is. */
  readonly reason: string | null;
}

/**
 * Whether a day is lost by Graph's own word: asking again is of no use. A day that we called lost, by a clock that was
 * wrong or a retention that was shorter, may come within reach again.
 */
export const isGoneFromGraph = ({ state, availableFrom }: CollectionDay): boolean =>
  state === 'lost' && availableFrom !== null;

/** One day of a report's coverage. */
export interface DayCoverage {
  readonly day: UtcDay;
  readonly state: DayState;
  readonly events: number;
  readonly lateEvents: number;
  readonly lastReadAt: Date | null;
}
