import type { AuditEvent } from '../../domain/audit-event';
import type { JoinedPeriod } from '../../analysis/join-period';
import { isCompleted } from '../../domain/change';
import type { Window } from './event-windows';

/** What was joined of a window. */
type Joined = Pick<JoinedPeriod, 'allElevations' | 'allChanges'>;

/** Events of activations and assignments that were granted far ahead of their start. */
export interface ScheduledAhead {
  /** Keeps the events of what starts after the window in which it was granted. */
  keep(joined: Joined, events: readonly AuditEvent[], window: Window): void;
  /** Returns the kept events of what starts in the window. */
  startingIn(window: Window): AuditEvent[];
}

/**
 * Creates a keeper of events that are needed far later than they happened: the week in which an activation starts shows
 * it, however long before it was granted, and an assignment that starts explains what the directory logs then. Windows
 * come in the order of time.
 */
export function createScheduledAhead(): ScheduledAhead {
  const kept = new Map<string, { readonly startedAt: Date; readonly events: readonly AuditEvent[] }>();
  return {
    keep({ allElevations, allChanges }, events, { to }) {
      const granted = [
        ...allElevations.filter(({ isScheduled }) => isScheduled),
        ...allChanges.filter(isCompleted).map(({ startsAt, eventIds }) => ({
          ...{ id: eventIds[0] ?? '', startedAt: startsAt, eventIds },
        })),
      ];
      for (const { id, startedAt, eventIds } of granted) {
        if (startedAt === null || startedAt < to) continue;
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
