import type { StoredEvent } from '../../../domain/events/audit-event';
import { toLogSource } from '../../../domain/events/log-source';
import { parseInstant } from '../../../domain/time/instant';
import { eventDigest } from '../../event-key';
import { isJson } from '../../../text/is-json';
import { spansLines } from '../../../text/spans-lines';

/**
 * Formats an event as one line of a day's file: `{"id","source","readAt","event"}`, with the event's JSON as it came.
 * What does not follow from that JSON is stated before it: `at` and `activity` where they differ, `problem` where the
 * event could not be understood. JSON that is broken or spans lines is stored as a text.
 */
export function encodeEventLine(stored: StoredEvent, readAt: Date): Buffer {
  const { id, source, raw, at, activity, problem } = stored;
  const derived = deriveFacts(raw);
  const facts = {
    id,
    source,
    readAt: readAt.toISOString(),
    ...(at?.getTime() !== derived.at?.getTime() && { at: at?.toISOString() ?? null }),
    ...(activity !== derived.activity && { activity }),
    ...(problem !== null && { problem }),
  };
  const event = canEmbed(stored) ? raw : JSON.stringify(raw);
  const start = `${JSON.stringify(facts).slice(0, -1)},"event":`;
  const bytes = Buffer.allocUnsafe(Buffer.byteLength(start) + Buffer.byteLength(event) + 2);
  const middle = bytes.write(start);
  bytes.write('}\n', middle + bytes.write(event, middle));
  return bytes;
}

/** Formats the line that removes an event: the same without it. */
export function formatRemoval(removed: StoredEvent, readAt: Date): string {
  const { id, source } = removed;
  const digest = id === null ? { digest: eventDigest(removed) } : {};
  return JSON.stringify({ id, source, readAt: readAt.toISOString(), ...digest, event: null });
}

/** A line of a day's file. */
export interface EventLine {
  /** Digest of the event's id: lines of the same event have the same. */
  readonly digest: string;
  /** Null where the line removes the event. */
  readonly event: StoredEvent | null;
  /** When it was stored; null where that cannot be read. */
  readonly readAt: Date | null;
}

/** The facts before the event end where its key begins: inside a text, the quotes of a key are escaped. */
const eventStart = ',"event":';

/** Parses a line of a day's file; null when it is not one. */
export function parseEventLine(line: string): EventLine | null {
  const split = line.indexOf(eventStart);
  if (split < 0 || !line.endsWith('}')) return null;
  try {
    const facts = JSON.parse(`${line.slice(0, split)}}`) as Record<string, unknown>;
    const embedded = line.slice(split + eventStart.length, -1);
    const readAt = parseInstant(textOf(facts.readAt) ?? '');
    if (embedded === 'null') return { digest: removedDigest(facts), event: null, readAt };
    const raw = embedded.startsWith('"') ? (JSON.parse(embedded) as string) : embedded;
    const event = toStoredEvent(facts, raw);
    return { digest: eventDigest(event), event, readAt };
  } catch {
    return null;
  }
}

const removedDigest = ({ id, digest }: Readonly<Record<string, unknown>>): string =>
  textOf(digest) ?? eventDigest({ id: textOf(id), raw: '' });

function toStoredEvent(facts: Readonly<Record<string, unknown>>, raw: string): StoredEvent {
  const derived = deriveFacts(raw);
  return {
    id: textOf(facts.id),
    at: 'at' in facts ? parseInstant(textOf(facts.at) ?? '') : derived.at,
    activity: 'activity' in facts ? textOf(facts.activity) : derived.activity,
    source: toLogSource(textOf(facts.source)),
    raw,
    problem: textOf(facts.problem),
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** An event that was understood is JSON. Another one may be anything. */
function canEmbed({ raw, problem }: StoredEvent): boolean {
  // Several tests, because one expression for all of them is slower.
  if (/^\s*"|^null$/.test(raw) || spansLines(raw) || !raw.isWellFormed()) return false;
  return problem === null || isJson(raw);
}

const timeKey = /"activityDateTime"\s*:\s*"([^"\\]*)"/;
const activityKey = /"activityDisplayName"\s*:\s*"([^"\\]*)"/;

/** Time and activity as the event's own JSON states them. A search is enough: writing states what it gets wrong. */
function deriveFacts(raw: string): Pick<StoredEvent, 'at' | 'activity'> {
  const activity = activityKey.exec(raw)?.[1]?.trim().replace(/\.$/, '');
  return {
    at: parseInstant(timeKey.exec(raw)?.[1] ?? ''),
    activity: activity === '' ? null : (activity ?? null),
  };
}
