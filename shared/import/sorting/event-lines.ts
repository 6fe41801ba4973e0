import type { ImportedEvent } from '../../domain/events/log-row';
import type { LogSource } from '../../domain/events/log-source';

/** An imported event and the place of its file among those that are imported together. */
export type FiledEvent = Pick<ImportedEvent, 'stored'> & { readonly file: number };

type Facts = [at: number, file: number, id: string, activity: string | null, source: LogSource];

const newline = 0x0a;

/**
 * Encodes an event as two lines: its facts, and its raw text, which has no line end of its own. Returns pieces to write one
 * after the other, because a joined text is a copy of a long one.
 */
export function encodeEvent({ stored, file }: FiledEvent): readonly string[] {
  const { id, at, activity, source, raw } = stored;
  const facts: Facts = [at.getTime(), file, id, activity, source];
  return [`${JSON.stringify(facts)}\n`, raw, '\n'];
}

/**
 * Decodes the event that begins at a byte, as {@link encodeEvent} wrote it.
 * @returns the event and where the next one begins, or null if the bytes end within the event
 */
export function decodeEvent(
  bytes: Buffer,
  from: number,
): { readonly event: FiledEvent; readonly end: number } | null {
  const middle = bytes.indexOf(newline, from);
  const end = middle < 0 ? -1 : bytes.indexOf(newline, middle + 1);
  if (end < 0) return null;
  const [time, file, id, activity, source] = JSON.parse(bytes.toString('utf8', from, middle)) as Facts;
  const raw = bytes.toString('utf8', middle + 1, end);
  const stored = { id, at: new Date(time), activity, source, raw, problem: null };
  return { event: { stored, file }, end: end + 1 };
}
