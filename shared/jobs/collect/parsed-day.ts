import type { AuditEvent } from '../../domain/events/audit-event';
import type { ParsedStoredEvent } from './parse-stored-event';
import { createValueTable } from './summaries/value-table';

const dateKeys = ['at', 'startTime', 'expirationTime'] as const;
const ownKeys = ['id', 'approvalRequired', 'requestId', 'assignmentId', 'correlationId'] as const;
/** Facts that events have in common. Each value is written once, and events that are read share one object. */
const sharedKeys = [
  ...([
    'source',
    'activity',
    'service',
    'category',
    'provider',
    'auditType',
    'operationType',
    'result',
  ] as const),
  ...(['resultReason', 'initiator', 'principal', 'candidates', 'role', 'scope', 'subject'] as const),
  ...(['justification', 'ticket', 'mfa', 'ipAddress', 'userAgent', 'tenantId'] as const),
] as const;

type DateKey = (typeof dateKeys)[number];
type OwnKey = (typeof ownKeys)[number];
type SharedKey = (typeof sharedKeys)[number];

/** The events of a day in columns, which hold one value for each event: null if it cannot be understood. */
interface Columns {
  /** Milliseconds since the epoch, as in `dates`. */
  readonly storedAt: readonly number[];
  readonly dates: Readonly<Record<DateKey, (number | null)[]>>;
  readonly own: Readonly<Record<OwnKey, unknown[]>>;
  /** Places in `values`. */
  readonly shared: Readonly<Record<SharedKey, number[]>>;
  readonly values: readonly unknown[];
}

const headOf = (digest: string): string => `${digest}\n`;

/**
 * Returns the events of a UTC day as text.
 * @param digest of what they were made of: the build, and the events as they are stored
 */
export function formatParsedDay(events: readonly ParsedStoredEvent[], digest: string): string {
  const table = createValueTable();
  const columnsOf = <Key extends keyof AuditEvent, Value>(
    keys: readonly Key[],
    valueOf: (fact: unknown) => Value,
  ) =>
    Object.fromEntries(
      keys.map((key) => [key, events.map(({ event }) => valueOf(event === null ? null : event[key]))]),
    ) as Record<Key, Value[]>;
  const columns = {
    storedAt: events.map(({ storedAt }) => storedAt.getTime()),
    dates: columnsOf(dateKeys, (fact) => (fact instanceof Date ? fact.getTime() : null)),
    own: columnsOf(ownKeys, (fact) => fact),
    shared: columnsOf(sharedKeys, (fact) => table.placeOf(fact)),
  };
  return headOf(digest) + JSON.stringify({ ...columns, values: table.values() } satisfies Columns);
}

/** Returns whether the text was made with this digest. */
export const hasDigest = (text: string, digest: string): boolean => text.startsWith(headOf(digest));

/** Reads what {@link formatParsedDay} wrote; null for a text with another digest, or one that is damaged. */
export function readParsedDay(text: string, digest: string): ParsedStoredEvent[] | null {
  if (!hasDigest(text, digest)) return null;
  try {
    return eventsIn(JSON.parse(text.slice(headOf(digest).length)) as Columns);
  } catch {
    return null;
  }
}

function eventsIn({ storedAt, dates, own, shared, values }: Columns): ParsedStoredEvent[] {
  const dateOf = (key: DateKey, row: number): Date | null => {
    const time = dates[key][row] ?? null;
    return time === null ? null : new Date(time);
  };
  const ownOf = <Key extends OwnKey>(key: Key, row: number) => own[key][row] as AuditEvent[Key];
  const valueOf = <Key extends SharedKey>(key: Key, row: number) =>
    values[shared[key][row] ?? -1] as AuditEvent[Key];
  return storedAt.map((storedTime, row) => {
    const stored = new Date(storedTime);
    const at = dateOf('at', row);
    if (at === null) return { at: stored, storedAt: stored, event: null };
    // Written out, because V8 makes slow objects of properties that are set one by one.
    const event: AuditEvent = {
      id: ownOf('id', row),
      at,
      source: valueOf('source', row),
      activity: valueOf('activity', row),
      service: valueOf('service', row),
      category: valueOf('category', row),
      provider: valueOf('provider', row),
      auditType: valueOf('auditType', row),
      operationType: valueOf('operationType', row),
      result: valueOf('result', row),
      resultReason: valueOf('resultReason', row),
      initiator: valueOf('initiator', row),
      principal: valueOf('principal', row),
      candidates: valueOf('candidates', row),
      role: valueOf('role', row),
      scope: valueOf('scope', row),
      subject: valueOf('subject', row),
      justification: valueOf('justification', row),
      ticket: valueOf('ticket', row),
      startTime: dateOf('startTime', row),
      expirationTime: dateOf('expirationTime', row),
      mfa: valueOf('mfa', row),
      approvalRequired: ownOf('approvalRequired', row),
      ipAddress: valueOf('ipAddress', row),
      userAgent: valueOf('userAgent', row),
      requestId: ownOf('requestId', row),
      assignmentId: ownOf('assignmentId', row),
      correlationId: ownOf('correlationId', row),
      tenantId: valueOf('tenantId', row),
    };
    return { at, storedAt: stored, event };
  });
}
