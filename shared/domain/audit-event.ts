import type { EventSource } from './event-source';
import type { Actor, Principal, Provider, Role, Scope } from './people';

/** Whether multi-factor authentication was recorded. Absent in the event means not recorded, never "no". */
export type Mfa = 'yes' | 'no' | 'not recorded';

/** A ticket that the requester typed. */
export interface Ticket {
  readonly number: string | null;
  readonly system: string | null;
}

/**
 * One audit event in our words: the facts that its wire form states, nothing derived from other events.
 * Every instant is UTC. Free text is as a person typed it: hostile until an output escapes it.
 */
export interface AuditEvent {
  /** The event's own id: opaque, unique. */
  readonly id: string;
  readonly at: Date;
  /** The activity's name as written, trimmed, without a trailing dot. */
  readonly activity: string;
  /** `PIM` or `Core Directory`. */
  readonly service: string;
  /** The wire category (`RoleManagement`, `GroupManagement`, `ResourceManagement`, …), evidence only. */
  readonly category: string;
  readonly provider: Provider;
  /** Specific where present (`ActivateRole`), evidence only: classify on the activity. */
  readonly auditType: string | null;
  readonly operationType: string | null;
  readonly result: 'success' | 'failure' | 'timeout' | 'unknown';
  /** As written: the justification on success, the error code on failure, free text for role settings. */
  readonly resultReason: string | null;
  readonly initiator: Actor | null;
  readonly principal: Principal | null;
  readonly role: Role | null;
  readonly scope: Scope | null;
  /** What the event is about when it is neither principal, role nor scope: an alert, a setting, a resource. */
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
  /** `RoleAssignmentRequestId`, lower case: what joins the steps of one request. */
  readonly requestId: string | null;
  /** `OriginRoleAssignmentId`, lower case. The same for each activation of one principal, role and scope. */
  readonly assignmentId: string | null;
  readonly correlationId: string | null;
  /** The tenant in which it happened, where recorded: `tid`, or what the envelope of an export says. */
  readonly tenantId: string | null;
}

/** An event as it is kept: the text that the service sent, and the key under which it is stored. */
export interface StoredEvent {
  /** The event's own id, or null when it has none that can be read. */
  readonly id: string | null;
  /** When it happened, or null when that cannot be read. */
  readonly at: Date | null;
  /** The activity's name, for people who browse the store; null when it cannot be read. */
  readonly activity: string | null;
  /** Where it was read. */
  readonly source: EventSource;
  /**
   * The event as JSON in Graph's `directoryAudit` shape. Byte for byte as it came where the source has that shape;
   * built from the record where it has not.
   */
  readonly raw: string;
  /** Why it could not be understood when it was collected, else null. */
  readonly problem: string | null;
}

/** What reading one event's raw text gives: the event, or why it cannot be understood. */
export type ParsedEvent =
  | { readonly ok: true; readonly event: AuditEvent }
  | { readonly ok: false; readonly problem: string; readonly id: string | null; readonly at: Date | null };
