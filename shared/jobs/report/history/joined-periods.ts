import type { AccessPast } from '../../../analysis/access/access-past';
import type { History } from '../../../analysis/history/history';
import type { JoinedEvents } from '../../../analysis/join-period';
import type { Period } from '../../../domain/time/period';
import type { UtcDay } from '../../../domain/time/utc-day';

/** A period, its events and what came before it. */
export interface PeriodEvents {
  readonly period: Period;
  /** Joined from the events of both periods, the previous and the current one, and from those around them. */
  readonly joined: JoinedEvents;
  /** The instant up to which all events since the period's start are known. */
  readonly knownUntil: Date;
  /** Number of stored events of the period itself, readable or not. */
  readonly storedEvents: number;
  /** Number of stored events of the period, and of those without a time, that cannot be understood. */
  readonly unreadable: number;
  /** Summary of what happened before the period. */
  readonly history: History;
  /** What was known about people and roles before the period, for the analysis of standing access. */
  readonly accessPast: AccessPast;
}

/** The two periods that were read and joined. */
export interface JoinedPeriods {
  readonly previous: PeriodEvents;
  readonly current: PeriodEvents;
  /** Number of stored events of each UTC day that was read together with the two periods. */
  readonly storedByDay: ReadonlyMap<UtcDay, number>;
}
