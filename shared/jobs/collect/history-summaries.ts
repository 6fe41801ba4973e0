import { addUtcDays, firstUtcDay, type UtcDay } from '../../domain/time/utc-day';

/**
 * The port to the summaries of past weeks, each under the UTC day on which its week starts, and to days of parsed events.
 * They hold nothing that the stored events do not give again: one that is lost costs time.
 */
export interface HistorySummaries {
  /** Returns the summaries of a kind by their UTC days, for the days [from, to). */
  read(kind: string, from: UtcDay, to: UtcDay, signal: AbortSignal): Promise<ReadonlyMap<UtcDay, string>>;
  /** Stores a summary over the one of the same kind and day. */
  save(kind: string, day: UtcDay, text: string, signal: AbortSignal): Promise<void>;
  /** Deletes what is kept under the days [from, to), of every kind. */
  deleteDays(from: UtcDay, to: UtcDay, signal: AbortSignal): Promise<void>;
}

/**
 * Days before and after a week whose events can join with its own. An approval waits at most a day and an elevation lasts
 * at most a day; the other days are a margin for events of longer requests and for ends that were logged late.
 */
export const reachDays = 8;

/** A span of UTC days [from, to). */
type DaySpan = [from: UtcDay, to: UtcDay];

/**
 * Returns the days on which those weeks start whose summaries depend on events of the days [from, to). A week starts at
 * midnight in its own zone, which can be a day earlier or later in UTC.
 */
export const weeksAround = (from: UtcDay, to: UtcDay): DaySpan => [
  addUtcDays(from, -7 - reachDays - 1),
  weeksUpTo(to)[1],
];

/** Returns the days on which those weeks start whose summaries depend on events before a day. */
export const weeksUpTo = (to: UtcDay): DaySpan => [firstUtcDay, addUtcDays(to, reachDays + 1)];
