import type { AuditEvent } from '../../domain/audit-event';
import type { Elevation } from '../../domain/elevation';
import type { Window } from './event-windows';

/** Events of activations that were granted far ahead of their start. */
export interface ScheduledAhead {
  /** Keeps the events of elevations that start after the window in which they were granted. */
  keep(elevations: readonly Elevation[], events: readonly AuditEvent[], window: Window): void;
  /** Returns the kept events of elevations that start in the window. */
  startingIn(window: Window): AuditEvent[];
}

/**
 * Creates a keeper of events that are needed far later than they happened: the week in which an activation starts shows
 * it, however long before it was granted. Windows come in the order of time.
 */
export function createScheduledAhead(): ScheduledAhead {
  const kept = new Map<string, { readonly startedAt: Date; readonly events: readonly AuditEvent[] }>();
  return {
    keep(elevations, events, { to }) {
      for (const { id, isScheduled, startedAt, eventIds } of elevations) {
        if (!isScheduled || startedAt === null || startedAt < to) continue;
        const own = new Set(eventIds);
        kept.set(id, { startedAt, events: events.filter((event) => own.has(event.id)) });
      }
    },
    startingIn({ from, to }) {
      for (const [id, { startedAt }] of kept) if (startedAt < from) kept.delete(id);
      return [...kept.values()].flatMap(({ startedAt, events }) => (startedAt < to ? events : []));
    },
  };
}
