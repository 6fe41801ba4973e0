import type { LogSource } from './log-source';
import type { Actor, Principal, Provider, Role, Scope } from './people';

/** The values of {@link Mfa} in the order of every list. */
export const mfaValues = ['yes', 'no', 'not recorded'] as const;

/** Whether multi-factor authentication was used. Absent from the event means "not recorded", never "no". */
export type Mfa = (typeof mfaValues)[number];

/** A ticket reference that the requester typed. */
export interface Ticket {
  readonly number: string | null;
  readonly system: string | null;
}

/**
 * One audit event as this program sees it: the facts of its wire form. The analysis completes them from other events,
 * such as names and a missing request id. Instants are UTC. Free text is as a person typed it: hostile until an output
 * escapes it.
 */
export interface AuditEvent {
  /** The event's id: opaque, unique. */
  readonly id: string;
  readonly at: Date;
  /** Where it was read, which decides what its record can know. */
  readonly source: LogSource;
  /** The activity name as logged, trimmed, without a trailing dot. */
  readonly activity: string;
  /**
   * The service that logged it: `PIM`, `Core Directory` (the same changes, and those made outside PIM) or `Azure RBAC
   * (Elevated Access)`.
   */
  readonly service: string;
  /**
   * The wire category. `RoleManagement`, `GroupManagement` and `ResourceManagement` give the provider; of other events
   * the targets do. Of Core Directory, only events of `RoleManagement` are kept.
   */
  readonly category: string;
  readonly provider: Provider;
  /** Specific where present (`ActivateRole`); evidence only: classify by the activity. */
  readonly auditType: string | null;
  readonly operationType: string | null;
  readonly result: 'success' | 'failure' | 'timeout' | 'unknown';
  /**
   * The justification on success (free text for role settings); on failure the error code; on a timeout without an error
   * code `Timeout`, which is not logged.
   */
  readonly resultReason: string | null;
  readonly initiator: Actor | null;
  readonly principal: Principal | null;
  /** Targets that may be the principal although their type does not say so; other events tell. */
  readonly candidates: readonly Principal[];
  readonly role: Role | null;
  readonly scope: Scope | null;
  /** What the event is about other than principal, role and scope: an alert, a setting, a resource. */
  readonly subject: string | null;
  readonly justification: string | null;
  readonly ticket: Ticket | null;
  readonly startTime: Date | null;
  readonly expirationTime: Date | null;
  readonly mfa: Mfa;
  /** `IsActivationRequireApproval`; null when not recorded. */
  readonly approvalRequired: boolean | null;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  /** `RoleAssignmentRequestId`, lower case: joins the steps of one request. */
  readonly requestId: string | null;
  /** `OriginRoleAssignmentId`, lower case: the same for every activation of one principal, role and scope. */
  readonly assignmentId: string | null;
  readonly correlationId: string | null;
  /** The tenant in which it happened, where recorded: `tid`, or what the envelope of an export says. */
  readonly tenantId: string | null;
}

/** An event as it is stored: the raw text and the facts that the store files it by. */
export interface StoredEvent {
  /** The event's id; null when none can be read. */
  readonly id: string | null;
  /** When it happened; null when that cannot be read. */
  readonly at: Date | null;
  /** The activity name; null when it cannot be read. The Events sheet shows it if the text cannot be parsed. */
  readonly activity: string | null;
  /** Where the event was read. */
  readonly source: LogSource;
  /**
   * The event as JSON in Graph's `directoryAudit` shape: byte for byte as it came where the source has that shape,
   * else built from the source's record.
   */
  readonly raw: string;
  /** Why the event could not be parsed when it was collected; null when it could. */
  readonly problem: string | null;
}

/** A stored event whose id and time could be read. */
export type IdentifiedEvent = StoredEvent & { readonly id: string; readonly at: Date };

/** Returns whether the id and the time of a stored event could be read. */
export const isIdentified = (event: StoredEvent): event is IdentifiedEvent =>
  event.id !== null && event.at !== null;

/** The result of parsing one event's raw text: the event, or why it cannot be parsed. */
export type ParsedEvent =
  | { readonly ok: true; readonly event: AuditEvent }
  | { readonly ok: false; readonly problem: string; readonly id: string | null; readonly at: Date | null };

/** Reads the raw text of one event. Never throws. */
export type EventParser = (raw: string, source: LogSource) => ParsedEvent;
