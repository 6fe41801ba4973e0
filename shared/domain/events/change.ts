import type { LogSource } from './log-source';
import type { Actor, Principal, Provider, RatedRole, Scope } from './people';

/** What changed about who may hold a role, or about PIM itself. */
export type ChangeKind =
  | 'eligible-assigned'
  | 'eligible-removed'
  | 'eligible-restored'
  | 'eligible-extended'
  | 'eligible-renewed'
  | 'active-assigned'
  | 'active-removed'
  | 'active-restored'
  | 'active-extended'
  | 'active-renewed'
  | 'active-approved'
  | 'extend-renew-approved'
  | 'extend-renew-denied'
  | 'assigned-outside-pim'
  | 'removed-outside-pim'
  | 'request-processed'
  | 'request-cancelled'
  | 'role-setting-changed'
  | 'custom-role-changed'
  | 'resource-updated'
  | 'onboarded'
  | 'offboarded'
  | 'alert-triggered'
  | 'alert-resolved'
  | 'alert-changed'
  | 'alert-enabled'
  | 'alert-refreshed'
  | 'alert-disabled'
  | 'access-elevated';

/** What was done to a thing, where the kind of the change does not tell. */
export type ChangeAction = 'added' | 'changed' | 'deleted';

/** Kinds of changes to eligible and active assignments made through PIM. */
export const assignmentChangeKinds: readonly ChangeKind[] = [
  'eligible-assigned',
  'eligible-removed',
  'eligible-restored',
  'eligible-extended',
  'eligible-renewed',
  'active-assigned',
  'active-removed',
  'active-restored',
  'active-extended',
  'active-renewed',
];

/** The state of a change. */
export type ChangeResult = 'requested' | 'completed' | 'failed' | 'cancelled' | 'denied';

/** One change, its requested and completed steps merged into one. Instants are UTC. */
export interface Change {
  readonly at: Date;
  readonly kind: ChangeKind;
  readonly action?: ChangeAction;
  /**
   * True if only PIM's sightings show an assignment outside PIM: `at` is when PIM first saw it, and `initiator` whoever
   * made it, which may be years before.
   */
  readonly isOnlySeen?: true;
  readonly provider: Provider;
  readonly initiator: Actor | null;
  /** Of a decision on a request: who had made the request, where it is known. */
  readonly requestedBy?: Actor;
  readonly principal: Principal | null;
  readonly role: RatedRole | null;
  readonly scope: Scope | null;
  /** True for an assignment without end, false for a time-bound one, null where neither applies. */
  readonly permanent: boolean | null;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  /** What the change is about other than principal and role: the alert, the resource, the setting. */
  readonly subject: string | null;
  /** The typed reason, the text of a settings change, or the error code of a failure. */
  readonly justification: string | null;
  readonly result: ChangeResult;
  /** How often the same fact was logged (sightings of assignments outside PIM repeat); else 1. */
  readonly count: number;
  /** Where its events were read, each source once, the live one first. */
  readonly sources: readonly LogSource[];
  readonly eventIds: readonly string[];
}

const grantKinds: readonly ChangeKind[] = [
  'eligible-assigned',
  'eligible-restored',
  'active-assigned',
  'active-restored',
  'assigned-outside-pim',
];

const holdingKinds: readonly ChangeKind[] = [
  ...assignmentChangeKinds,
  'extend-renew-approved',
  'assigned-outside-pim',
  'removed-outside-pim',
];

/** Returns whether the change took effect. */
export function isCompleted({ result }: Pick<Change, 'result'>): boolean {
  return result === 'completed';
}

/** Returns whether the change gave somebody a role, to hold or to activate. A mere request gave nothing. */
export function isGrant(change: Pick<Change, 'kind' | 'result'>): boolean {
  return isCompleted(change) && grantKinds.includes(change.kind);
}

const removalKinds: readonly ChangeKind[] = ['eligible-removed', 'active-removed', 'removed-outside-pim'];

/** Returns whether the change took a role away from somebody. */
export function isRemoval(change: Pick<Change, 'kind' | 'result'>): boolean {
  return isCompleted(change) && removalKinds.includes(change.kind);
}

/** Returns whether the change shows that its principal holds the role from then on, or held it until then. */
export function showsHolding(change: Pick<Change, 'kind' | 'result'>): boolean {
  return isCompleted(change) && holdingKinds.includes(change.kind);
}
