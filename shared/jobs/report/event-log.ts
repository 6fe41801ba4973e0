import type { AuditEvent, ParsedEvent, StoredEvent } from '../../domain/events/audit-event';
import type { LogSource } from '../../domain/events/log-source';
import { displayName } from '../../domain/events/people';
import type { LoggedEvent } from '../../report/report-model';

/** Reads the raw text of one event. Never throws. */
export type EventParser = (raw: string, source: LogSource) => ParsedEvent;

/** Returns a stored event as a row of the workbook's raw log. */
export function loggedEvent(stored: StoredEvent, parse: EventParser): LoggedEvent {
  const parsed = parse(stored.raw, stored.source);
  return parsed.ok ? understood(parsed.event, stored.raw) : notUnderstood(stored, parsed.problem);
}

function understood(event: AuditEvent, raw: string): LoggedEvent {
  const { id, at, service, category, activity, result, resultReason, role, scope, requestId } = event;
  return {
    ...{ id, at, service, category, activity, result, resultReason, requestId, raw },
    initiator: event.initiator === null ? null : displayName(event.initiator),
    principal: event.principal === null ? null : displayName(event.principal),
    principalId: event.principal?.id ?? null,
    principalType: event.principal?.type ?? null,
    source: event.source,
    role: role?.name ?? role?.id ?? null,
    scope: scope?.name ?? scope?.id ?? null,
    problem: null,
  };
}

function notUnderstood({ id, at, activity, source, raw }: StoredEvent, problem: string): LoggedEvent {
  const unknown = { service: null, category: null, result: null, resultReason: null, requestId: null };
  const nobody = { initiator: null, principal: null, principalId: null, principalType: null };
  const nothing = { role: null, scope: null };
  return { id, at, activity, source, raw, problem, ...unknown, ...nobody, ...nothing };
}
