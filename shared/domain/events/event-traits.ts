import type { AuditEvent } from './audit-event';
import { utcDayOf } from '../time/utc-day';
import { logSources, type LogSource } from './log-source';

/**
 * What a record is of its event. `event`: the audit log's own record, with the event's id. `nameless`: the same without
 * an id, under a key of ours. `directory copy`: the unified audit log's record of what Core Directory logged. `azure
 * copy`: the Activity Log's record of what PIM logged.
 */
export type RecordForm = 'event' | 'nameless' | 'directory copy' | 'azure copy';

/**
 * Facts of a record that show whether another record describes the same event, and which of the two states more. `keys` and
 * `facts` may be computed at first use, because that takes most of the time.
 */
export interface EventTraits {
  /** Records with the same id describe one event. */
  readonly id: string;
  readonly form: RecordForm;
  readonly source: LogSource;
  readonly at: Date;
  /**
   * Keys that records of one event share although their ids differ. They are needed only if one of the two records is not
   * an `event`: see {@link isMatch}.
   */
  readonly keys: readonly MatchKey[];
  /** How many facts the record states. */
  readonly facts: number;
}

/**
 * `second:`, the event's second, correlation id, activity, and names of its first target, subject and role. `copy:`, its
 * second, correlation id and activity. `request:`, its request, activity and a name of its subject.
 */
export type MatchKey = `${'second' | 'copy' | 'request'}:${string}`;

/** Milliseconds within which the two records of an Azure activation are written. */
export const matchWindow = 60_000;

/** Returns whether two records that share a key describe one event. Two records of form `event` never do by a key alone. */
export function isMatch(key: MatchKey, one: EventTraits, other: EventTraits): boolean {
  const isBetween = (form: RecordForm) => (one.form === form) !== (other.form === form);
  if (key.startsWith('second:')) return isBetween('nameless');
  if (key.startsWith('copy:')) return isBetween('directory copy');
  return isBetween('azure copy') && Math.abs(one.at.getTime() - other.at.getTime()) < matchWindow;
}

/**
 * Returns whether one record of an event is kept and the other is not. A `nameless` record is replaced by any other. Of
 * the rest the one that states more facts is kept, else the one from the preferred source. But a copy on the other side
 * of midnight UTC never replaces an `event`: the event stays on the day on which Graph has it, so that no day that was
 * read live loses one.
 */
export function isBetterRecord(one: EventTraits, other: EventTraits): boolean {
  if ((one.form === 'nameless') !== (other.form === 'nameless')) return other.form === 'nameless';
  const isOnOneDay = utcDayOf(one.at) === utcDayOf(other.at);
  if (!isOnOneDay && (one.form === 'event') !== (other.form === 'event')) return one.form === 'event';
  if (one.facts !== other.facts) return one.facts > other.facts;
  return isBetterSource(one.source, other.source);
}

/** Returns whether one source is preferred to another if their records state the same. Microsoft Graph comes first. */
export const isBetterSource = (one: LogSource, other: LogSource): boolean =>
  logSources.indexOf(one) < logSources.indexOf(other);

/** Counts the facts that an event states. Its tenant does not count: an export's envelope names it, Graph does not. */
export function countFacts(event: AuditEvent): number {
  const { mfa, result } = event;
  const facts = countKnown({ ...event, tenantId: null, mfa: null, result: null });
  return facts + (mfa === 'not recorded' ? 0 : 1) + (result === 'unknown' ? 0 : 1);
}

function countKnown(value: unknown): number {
  if (value === null || value === undefined || value === '') return 0;
  if (typeof value !== 'object' || value instanceof Date) return 1;
  return Object.values(value).reduce<number>((sum, inner) => sum + countKnown(inner), 0);
}
