import * as z from 'zod';
import type { AuditEvent, ParsedEvent } from '../domain/audit-event';
import type { LogSource } from '../domain/log-source';
import { parseInstant } from '../domain/instant';
import { directoryAudit, type DirectoryAudit } from './event-schema';
import { mapEvent } from './map-event';

/** The minimum read from an event that cannot be parsed: what the store files it by. */
const label = z.object({ id: z.string().min(1).catch(''), activityDateTime: z.string().catch('') });

/** What reading a wire event gives: its checked form and the event, or why it cannot be understood. */
export type ReadEvent =
  | { readonly ok: true; readonly wire: DirectoryAudit; readonly event: AuditEvent }
  | Extract<ParsedEvent, { ok: false }>;

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
  const names = label.safeParse(value).data;
  const at = parseInstant(names?.activityDateTime ?? '');
  const id = names?.id === '' ? null : (names?.id ?? null);
  const unread = (problem: string): ReadEvent => ({ ok: false, problem, id, at });
  try {
    const wire = directoryAudit.safeParse(value);
    if (!wire.success) return unread(shapeProblem(wire.error.issues));
    if (at === null) return unread(`activityDateTime: "${wire.data.activityDateTime}" is not a time`);
    return { ok: true, wire: wire.data, event: mapEvent(wire.data, at, source) };
  } catch (error) {
    // An event that nobody foresaw must not take the others along: it is kept and counted as unreadable.
    return unread(`not understood: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The first problems in words: an event with many bad entries has as many. */
function shapeProblem(issues: readonly z.core.$ZodIssue[]): string {
  const first = issues.slice(0, maxProblems);
  const words = first.map(({ path, message }) => `${path.join('.') || 'event'}: ${message}`);
  const rest = issues.length - first.length;
  return `${words.join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`;
}

const maxProblems = 5;
