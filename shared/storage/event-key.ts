import { hash } from 'node:crypto';
import type { StoredEvent } from '../domain/events/audit-event';
import { utcDayOf } from '../domain/time/utc-day';

/** The keys of an event's entity. */
export interface EventKey {
  readonly partitionKey: string;
  readonly rowKey: string;
}

/** The partition of events whose time cannot be read. Sorts after every date. */
export const undatedPartition = 'undated';

/**
 * Returns an event's keys: the UTC date, then the time of day and a digest of the id. A partition is therefore in order
 * of time, and an event that is read again has the same keys as long as its time is the same. An id may contain characters
 * that a key must not contain, so the key has a digest of it. An event without an id is identified by its own text.
 */
export function eventKey({ id, at, raw }: Pick<StoredEvent, 'id' | 'at' | 'raw'>): EventKey {
  const digest = eventDigest({ id, raw });
  if (at === null) return { partitionKey: undatedPartition, rowKey: digest };
  return { partitionKey: utcDayOf(at), rowKey: `${timeOfDay(at)}-${digest}` };
}

/** Returns the UTC time of day with which the row keys of an instant's events begin: `235950000`. */
export const timeOfDay = (at: Date): string => at.toISOString().slice(11, 23).replace(/[:.]/g, '');

/** Returns a digest of an event's id, or of its text if it has no id. The same for every copy of an event. */
export const eventDigest = ({ id, raw }: Pick<StoredEvent, 'id' | 'raw'>): string =>
  id === null ? `raw-${sha256(raw)}` : sha256(id);

/** Returns a digest of all that is stored of an event: it differs when anything differs. */
export function contentDigest({ source, at, activity, problem, raw }: StoredEvent): string {
  const content = JSON.stringify([source, at, activity, problem, raw]);
  return hash('sha256', content, 'base64url').slice(0, 24);
}

/** UTF-8 has no lone surrogates: all would become the same character, and two ids the same event. */
const sha256 = (text: string): string =>
  text.isWellFormed() ? digestOf(text) : `utf16-${digestOf(Buffer.from(text, 'utf16le'))}`;

/** `hash`, because it is faster than `createHash` for short texts such as ids. */
const digestOf = (data: string | Buffer): string => hash('sha256', data, 'hex').slice(0, 40);
