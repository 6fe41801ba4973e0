import { z } from 'zod';
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
  const wire = directoryAudit.safeParse(value);
  const names = wire.success ? wire.data : label.safeParse(value).data;
  const at = parseInstant(names?.activityDateTime ?? '');
  if (wire.success && at !== null)
    return { ok: true, wire: wire.data, event: mapEvent(wire.data, at, source) };
  const problem = wire.success
    ? `activityDateTime: "${wire.data.activityDateTime}" is not a time`
    : wire.error.issues.map((issue) => `${issue.path.join('.') || 'event'}: ${issue.message}`).join('; ');
  const id = names?.id ?? '';
  return { ok: false, problem, id: id === '' ? null : id, at };
}
