import { isPimService } from '../../catalogue/pim-service';
import type { AuditEvent } from '../../domain/audit-event';
import type { Change, ChangeKind } from '../../domain/change';
import type { Role } from '../../domain/people';
import { first } from '../elevations/elevation-facts';
import { didFail, inOrderOfTime } from '../events/known-events';

/** A change of whose role it has not been looked up whether it is privileged. */
export interface UnratedChange extends Omit<Change, 'role'> {
  readonly role: Role | null;
}

/**
 * A completed change with the facts of its events, each from the first event that knows it.
 * @param events at least one, the best known first; the change's time is the earliest of them
 */
export function unratedChange(kind: ChangeKind, events: readonly AuditEvent[]): UnratedChange {
  const inTime = [...events].sort(inOrderOfTime);
  const person = first(events, ({ initiator }) => (isPimService(initiator) ? null : initiator));
  return {
    at: inTime[0]?.at ?? new Date(0),
    kind,
    provider: events[0]?.provider ?? 'entra',
    initiator: person ?? first(events, ({ initiator }) => initiator),
    principal: first(events, ({ principal }) => principal),
    role: first(events, ({ role }) => role),
    scope: first(events, ({ scope }) => scope),
    permanent: null,
    startsAt: first(events, ({ startTime }) => startTime),
    endsAt: first(events, ({ expirationTime }) => expirationTime),
    subject: null,
    justification: first(events, ({ justification }) => justification),
    result: 'completed',
    count: 1,
    eventIds: inTime.map(({ id }) => id),
  };
}

/** The change that one event tells of: done, or failed with the error code as its reason. */
export function singleChange(kind: ChangeKind, event: AuditEvent): UnratedChange {
  const change = unratedChange(kind, [event]);
  if (!didFail(event)) return change;
  return { ...change, result: 'failed', justification: event.resultReason ?? event.justification };
}
