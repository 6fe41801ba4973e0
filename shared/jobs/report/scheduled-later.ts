import type { AuditEvent } from '../../domain/events/audit-event';
import type { JoinedPeriod } from '../../analysis/join-period';
import { isCompleted } from '../../domain/events/change';
import type { Window } from './event-windows';

/** The events of one activation or assignment that starts after the week in which it was granted. */
export interface ScheduledEvents {
  readonly id: string;
  readonly startedAt: Date;
  readonly events: readonly AuditEvent[];
}

/** What was joined of a window. */
type Joined = Pick<JoinedPeriod, 'allElevations' | 'allChanges'>;

/** Returns the events of activations and assignments that were granted in a window and start after it. */
export function scheduledForLater(
  { allElevations, allChanges }: Joined,
  events: readonly AuditEvent[],
  { to }: Window,
): ScheduledEvents[] {
  const granted = [
    ...allElevations.filter(({ isScheduled }) => isScheduled),
    ...allChanges.filter(isCompleted).map(({ startsAt, eventIds }) => ({
      ...{ id: eventIds[0] ?? '', startedAt: startsAt, eventIds },
    })),
  ];
  return granted.flatMap(({ id, startedAt, eventIds }) => {
    if (startedAt === null || startedAt < to) return [];
    const own = new Set(eventIds);
    return { id, startedAt, events: events.filter((event) => own.has(event.id)) };
  });
}

/** Returns events that were read from JSON with their dates as dates again. */
export function reviveScheduled({ id, startedAt, events }: ScheduledEvents): ScheduledEvents {
  const date = (of: Date | null) => (of === null ? null : new Date(of));
  return {
    id,
    startedAt: new Date(startedAt),
    events: events.map((event) => ({
      ...event,
      at: new Date(event.at),
      startTime: date(event.startTime),
      expirationTime: date(event.expirationTime),
    })),
  };
}

/** Keeps the events of activations and assignments that are scheduled for a later week. */
export interface ScheduledLater {
  keep(granted: readonly ScheduledEvents[]): void;
  /** Returns the kept events of activations and assignments that start in the window. */
  startingIn(window: Window): AuditEvent[];
}

/**
 * Creates an object that keeps the events of activations and assignments scheduled for a later week. The week in which an
 * activation starts shows it, however long before it was granted, and an assignment that starts explains what the
 * directory logs then. Windows must come in order of time.
 */
export function createScheduledLater(): ScheduledLater {
  const kept = new Map<string, ScheduledEvents>();
  return {
    keep(granted) {
      for (const one of granted) kept.set(one.id, one);
    },
    startingIn({ from, to }) {
      for (const [id, { startedAt }] of kept) if (startedAt < from) kept.delete(id);
      return [...kept.values()].flatMap(({ startedAt, events }) => (startedAt < to ? events : []));
    },
  };
}
