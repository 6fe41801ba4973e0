import { isPimService } from '../../catalogue/pim-service';
import type { AuditEvent } from '../../domain/events/audit-event';
import type { Change, ChangeKind } from '../../domain/events/change';
import { distinctSources } from '../../domain/events/log-source';
import type { Role } from '../../domain/events/people';
import { firstKnown } from '../events/first-known';
import { inOrderOfTime } from '../events/known-events';
import { didFail } from '../events/results';

/** A change before it is known whether its role is privileged. */
export interface UnratedChange extends Omit<Change, 'role'> {
  readonly role: Role | null;
}

/**
 * Returns a completed change with the facts of its events, each from the first event that states it.
 * @param events at least one, the most reliable first; the change's time is the earliest of them
 */
export function unratedChange(kind: ChangeKind, events: readonly AuditEvent[]): UnratedChange {
  const inTime = [...events].sort(inOrderOfTime);
  const person = firstKnown(events, ({ initiator }) => (isPimService(initiator) ? null : initiator));
  return {
    at: inTime[0]?.at ?? new Date(0),
    kind,
    provider: events[0]?.provider ?? 'entra',
    initiator: person ?? firstKnown(events, ({ initiator }) => initiator),
    principal: firstKnown(events, ({ principal }) => principal),
    role: firstKnown(events, ({ role }) => role),
    scope: firstKnown(events, ({ scope }) => scope),
    permanent: null,
    startsAt: firstKnown(events, ({ startTime }) => startTime),
    endsAt: firstKnown(events, ({ expirationTime }) => expirationTime),
    subject: null,
    justification: firstKnown(events, ({ justification }) => justification),
    result: 'completed',
    count: 1,
    sources: distinctSources(events.map(({ source }) => source)),
    eventIds: inTime.map(({ id }) => id),
  };
}

/** Returns the change that one event states: completed, or failed with the error code as its reason. */
export function singleChange(kind: ChangeKind, event: AuditEvent): UnratedChange {
  const change = unratedChange(kind, [event]);
  if (!didFail(event)) return change;
  return { ...change, result: 'failed', justification: event.resultReason ?? event.justification };
}
