import { createHash } from 'node:crypto';
import type { StoredEvent } from '../../domain/audit-event';
import { utcDayOf } from '../../domain/utc-day';

/** Where an event is kept. */
export interface EventKey {
  readonly partitionKey: string;
  readonly rowKey: string;
}

/** The partition of what has no time that can be read. Sorts after every date. */
export const undatedPartition = 'undated';

/**
 * The one place of an event: the UTC date, then the time of day and a digest of its id, so that a partition is in
 * order of time and the same event always lands on the same key. Ids are opaque and may hold what a key may not.
 * What has no id is known by its own text.
 */
export function eventKey({ id, at, raw }: Pick<StoredEvent, 'id' | 'at' | 'raw'>): EventKey {
  const digest = id === null ? `raw-${sha256(raw)}` : sha256(id);
  if (at === null) return { partitionKey: undatedPartition, rowKey: digest };
  const timeOfDay = at.toISOString().slice(11, 23).replace(/[:.]/g, '');
  return { partitionKey: utcDayOf(at), rowKey: `${timeOfDay}-${digest}` };
}

/** UTF-8 has no lone surrogates: all of them become one and the same, and two ids would be one event. */
const loneSurrogate = /\p{Surrogate}/u;

function sha256(text: string): string {
  const isWhole = !loneSurrogate.test(text);
  const digest = createHash('sha256')
    .update(text, isWhole ? 'utf8' : 'utf16le')
    .digest('hex');
  return isWhole ? digest.slice(0, 40) : `utf16-${digest.slice(0, 40)}`;
}
