import type { AuditEvent, EventParser, StoredEvent } from '../../domain/events/audit-event';
import { displayName, knownName } from '../../domain/events/people';
import type { Period } from '../../domain/time/period';
import type { LoggedEvent } from '../../report/report-model';
import type { EventStore } from '../collect/event-store';

/** The events of a raw log. */
export interface LogOrder {
  readonly period: Pick<Period, 'from' | 'to'>;
  /** Events that have been parsed for the analysis already: they are not parsed again. */
  readonly analysed: readonly AuditEvent[];
  /** Ids of the events that the report's readers may see; null for all events, including those without a time. */
  readonly only: ReadonlySet<string> | null;
}

/**
 * Creates the reader of a report's raw log, the rows of the Events sheet: the period's events in order of time and
 * then, unless `only` narrows them, all events without a time.
 */
export function createReadLog(parts: {
  readonly store: Pick<EventStore, 'read' | 'readUndated'>;
  readonly parse: EventParser;
}) {
  const { store, parse } = parts;
  return async function* readLog({ period, analysed, only }: LogOrder, signal: AbortSignal) {
    const loggedEvent = createLoggedEvent(parse, analysed);
    for await (const stored of store.read(period.from, period.to, signal)) {
      if (only === null || (stored.id !== null && only.has(stored.id))) yield loggedEvent(stored);
    }
    if (only !== null) return;
    for await (const stored of store.readUndated(signal)) yield loggedEvent(stored);
  };
}

/** Creates the function that returns a stored event as a row of the raw log. */
export function createLoggedEvent(parse: EventParser, analysed: readonly AuditEvent[]) {
  const known = new Map(analysed.map((event) => [event.id, event]));
  return (stored: StoredEvent): LoggedEvent => {
    const event = stored.id === null ? undefined : known.get(stored.id);
    // Of two records with one id, the analysis has only one, but the log shows both.
    if (event?.at.getTime() === stored.at?.getTime() && event?.source === stored.source)
      return understood(event, stored.raw);
    const parsed = parse(stored.raw, stored.source);
    return parsed.ok ? understood(parsed.event, stored.raw) : notUnderstood(stored, parsed.problem);
  };
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
    role: knownName(role),
    scope: knownName(scope),
    problem: null,
  };
}

function notUnderstood({ id, at, activity, source, raw }: StoredEvent, problem: string): LoggedEvent {
  const unknown = { service: null, category: null, result: null, resultReason: null, requestId: null };
  const nobody = { initiator: null, principal: null, principalId: null, principalType: null };
  const nothing = { role: null, scope: null };
  return { id, at, activity, source, raw, problem, ...unknown, ...nobody, ...nothing };
}
