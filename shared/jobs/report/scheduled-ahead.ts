import type { AuditEvent } from '../../domain/events/audit-event';
import type { JoinedPeriod } from '../../analysis/join-period';
import { isCompleted } from '../../domain/events/change';
import type { Window } from './event-windows';

/** The events of one activation or assignment that was granted far ahead of its start. */
export interface KeptAhead {
  readonly id: string;
  readonly startedAt: Date;
  readonly events: readonly AuditEvent[];
}

/** What was joined of a window. */
type Joined = Pick<JoinedPeriod, 'allElevations' | 'allChanges'>;

/** Returns the events of activations and assignments that start after the window in which they were granted. */
export function grantedAhead(
  { allElevations, allChanges }: Joined,
  events: readonly AuditEvent[],
  { to }: Window,
): KeptAhead[] {
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

/** Returns what was written as JSON with its dates as dates again. */
export function reviveAhead({ id, startedAt, events }: KeptAhead): KeptAhead {
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

/** Events of activations and assignments that were granted far ahead of their start. */
export interface ScheduledAhead {
  keep(granted: readonly KeptAhead[]): void;
  /** Returns the kept events of activations and assignments that start in the window. */
  startingIn(window: Window): AuditEvent[];
}

/**
 * Creates a keeper of events that are needed far later than they happened: the week in which an activation starts shows
 * it, however long before it was granted, and an assignment that starts explains what the directory logs then. Windows
 * come in the order of time.
 */
export function createScheduledAhead(): ScheduledAhead {
  const kept = new Map<string, KeptAhead>();
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
