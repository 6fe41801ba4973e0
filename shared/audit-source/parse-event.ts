import type * as z from 'zod';
import type { AuditEvent, ParsedEvent } from '../domain/events/audit-event';
import type { LogSource } from '../domain/events/log-source';
import { parseInstant } from '../domain/time/instant';
import { headOf, type EventHead } from './event-head';
import { directoryAudit, type DirectoryAudit } from './event-schema';
import { mapEvent } from './map-event';
import { isPlainAudit } from './plain-audit';

/** Why a wire event cannot be understood, with its id and time as far as these can be read. */
type UnreadEvent = Extract<ParsedEvent, { ok: false }>;

/** The result of reading a wire event: its checked form and the event, or why it cannot be understood. */
export type ReadEvent =
  | { readonly ok: true; readonly wire: DirectoryAudit; readonly event: AuditEvent }
  | UnreadEvent;

/** The result of reading the head of a wire event. */
export type ReadHead = { readonly ok: true; readonly head: EventHead } | UnreadEvent;

/**
 * Parses the raw JSON of one Graph `directoryAudit`. Never throws: an event that cannot be parsed is returned with the
 * reason, and with its id and time as far as these can be read.
 */
export function parseEvent(raw: string, source: LogSource = 'graph'): ParsedEvent {
  let value: unknown;
  try {
    value = JSON.parse(raw);
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error), id: null, at: null };
  }
  const read = readEvent(value, source);
  return read.ok ? { ok: true, event: read.event } : read;
}

/** Reads a JSON value that should be a Graph `directoryAudit`, as {@link parseEvent} does its text. */
export function readEvent(value: unknown, source: LogSource): ReadEvent {
  return readWire(value, (wire, at) => ({ ok: true, wire, event: mapEvent(wire, at, source) }));
}

/**
 * Reads only the head of a JSON value that should be a Graph `directoryAudit`, which is faster than {@link readEvent}. Both
 * can read the same values, and return the same facts.
 */
export function readHead(value: unknown): ReadHead {
  return readWire(value, (wire, at) => ({ ok: true, head: headOf(wire, at) }));
}

function readWire<Read>(value: unknown, map: (wire: DirectoryAudit, at: Date) => Read): Read | UnreadEvent {
  const { id, at } = labelOf(value);
  const unread = (problem: string): UnreadEvent => ({ ok: false, problem, id, at });
  try {
    const checked = isPlainAudit(value)
      ? { success: true as const, data: value }
      : directoryAudit.safeParse(value);
    if (!checked.success) return unread(shapeProblem(checked.error.issues));
    const wire = checked.data;
    if (at === null) return unread(`activityDateTime: "${wire.activityDateTime}" is not a time`);
    return map(wire, at);
  } catch (error) {
    // An event that nobody foresaw must not take the others along: it is kept and counted as unreadable.
    return unread(`not understood: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Returns the minimum read from an event that cannot be parsed: what the store files it by. */
function labelOf(value: unknown): { readonly id: string | null; readonly at: Date | null } {
  const { id, activityDateTime } = (value ?? {}) as Readonly<Record<string, unknown>>;
  return {
    id: typeof id === 'string' && id !== '' ? id : null,
    at: typeof activityDateTime === 'string' ? parseInstant(activityDateTime) : null,
  };
}

/** The first problems in words: an event with many bad entries has as many. */
function shapeProblem(issues: readonly z.core.$ZodIssue[]): string {
  const first = issues.slice(0, maxProblems);
  const words = first.map(({ path, message }) => `${path.join('.') || 'event'}: ${message}`);
  const rest = issues.length - first.length;
  return `${words.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}

const maxProblems = 5;
