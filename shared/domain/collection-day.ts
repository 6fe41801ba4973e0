import { addUtcDays, utcDayOf, type UtcDay } from './time/utc-day';

/** Days that Graph keeps audit events: 30 (7 in a tenant without a paid licence, which Graph says when asked). */
export const horizonDays = 30;

/** Returns whether Graph may still have the events of a day. */
export const isWithinHorizon = (day: UtcDay, now: Date): boolean =>
  day >= addUtcDays(utcDayOf(now), -horizonDays);

/** The values of {@link DayState}, the usual first. */
export const dayStates = ['complete', 'partial', 'missing', 'lost', 'imported'] as const;

/**
 * How much of a UTC day has been read. complete: all queries of the whole day finished; an optional one may have been
 * refused. partial: part of it was read.
 * missing: nothing was read, whether tried or not. lost: Graph no longer has it, or the store deleted it. imported:
 * events of it came from a file, which cannot prove that there were no others.
 */
export type DayState = (typeof dayStates)[number];

/** A row of the collection ledger: the state of one UTC day. Instants are UTC. */
export interface CollectionDay {
  readonly day: UtcDay;
  readonly state: DayState;
  /** Events stored for the day, unreadable ones included. */
  readonly events: number;
  /** How many of them could not be parsed; their raw text is kept. */
  readonly unreadable: number;
  /** How many of them came from a file. */
  readonly importedEvents: number;
  /** Events that appeared after the day was first complete. */
  readonly lateEvents: number;
  /** Events that the last run added. */
  readonly newEvents: number;
  readonly firstReadAt: Date | null;
  readonly lastReadAt: Date | null;
  /** The day was read from its start up to here (exclusive); null when nothing was. */
  readonly readTo: Date | null;
  /** The number of events when the day was first complete; null before that. */
  readonly firstCompleteEvents: number | null;
  /**
   * Consecutive runs that failed to read the day to its end, without those that a person interrupted; 0 when the last one
   * succeeded or none has tried.
   */
  readonly failedReads: number;
  /** Graph reported that it has nothing of the day before this instant; null when it did not. */
  readonly availableFrom: Date | null;
  /** Why the day is not complete, in one sentence; null when it is. */
  readonly reason: string | null;
  /** The tenant whose log was read or imported; left out when neither the sign-in nor the file named it. */
  readonly tenantId?: string;
}

/**
 * Returns whether Graph itself reported the day as gone, so that asking again is useless. A day that this program
 * marked as lost, because of a wrong clock or a shorter retention, may become readable again.
 */
export const isGoneFromGraph = ({ state, availableFrom }: CollectionDay): boolean =>
  (state === 'lost' || state === 'imported') && availableFrom !== null;

/** How many events the store holds of a day. */
export interface DayCount {
  readonly events: number;
  /** Of these, how many could not be parsed. */
  readonly unreadable: number;
  /** Of these, how many came from a file. */
  readonly imported: number;
}

/** A UTC day of which the store held fewer events than the ledger had counted. */
export interface MissingEvents {
  readonly day: UtcDay;
  /** Events that were read from the store. */
  readonly read: number;
  /** Events that the ledger counted when it last collected the day: more than `read`. */
  readonly counted: number;
}

/**
 * One day of a report's coverage. `state` is judged anew by `coverageOf`: a day whose row is complete may be partial here,
 * and the other way round.
 */
export interface DayCoverage extends Pick<
  CollectionDay,
  'day' | 'state' | 'events' | 'lateEvents' | 'lastReadAt'
> {
  /** Of a partial day: all of its events before this instant are known. Left out where that is not known. */
  readonly knownTo?: Date;
}
