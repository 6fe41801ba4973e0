import type { AuditEvent } from './audit-event';
import { logSources, type LogSource } from './log-source';

/**
 * What a record is of its event. `event`: the audit log's own record, with the event's id. `nameless`: the same without
 * an id, under a key of ours. `directory copy`: the unified audit log's record of what Core Directory logged. `azure
 * copy`: the Activity Log's record of what PIM logged.
 */
export type RecordForm = 'event' | 'nameless' | 'directory copy' | 'azure copy';

/**
 * What tells whether two records are of one event, and which of them says more. `keys` and `facts` may be read when they
 * are asked for, which takes most of the time.
 */
export interface EventTraits {
  /** Records of the same id are of one event. */
  readonly id: string;
  readonly form: RecordForm;
  readonly source: LogSource;
  readonly at: Date;
  /**
   * Keys by which records of one event meet that have different ids. Only needed where one of two records is no `event`:
   * see {@link meetBy}.
   */
  readonly keys: readonly MeetingKey[];
  /** How many facts the record states. */
  readonly facts: number;
}

/**
 * `second:`, the event's second, correlation id, activity and a name of its first target. `copy:`, its second, correlation
 * id and activity. `request:`, its request, activity and a name of its subject.
 */
export type MeetingKey = `${'second' | 'copy' | 'request'}:${string}`;

/** Milliseconds within which the two records of an Azure activation are written. */
export const meetingReach = 60_000;

/** Whether a key that two records share makes them records of one event. Between two of form `event` none does. */
export function meetBy(key: MeetingKey, one: EventTraits, other: EventTraits): boolean {
  const isBetween = (form: RecordForm) => (one.form === form) !== (other.form === form);
  if (key.startsWith('second:')) return isBetween('nameless');
  if (key.startsWith('copy:')) return isBetween('directory copy');
  return isBetween('azure copy') && Math.abs(one.at.getTime() - other.at.getTime()) < meetingReach;
}

/**
 * Whether one record of an event is kept rather than the other: the one that has the event's id, else the one that
 * states more facts, else the one whose source is better.
 */
export function isBetterRecord(one: EventTraits, other: EventTraits): boolean {
  if ((one.form === 'nameless') !== (other.form === 'nameless')) return other.form === 'nameless';
  if (one.facts !== other.facts) return one.facts > other.facts;
  return isBetterSource(one.source, other.source);
}

/** Whether one source is preferred to another when both state the same: Microsoft Graph before all. */
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
