import type { Actor, Principal, Provider, RatedRole, Scope } from './people';

/** What was changed about who may hold a role, or about PIM itself. */
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

/** Changes of who is eligible for or active in a role, made through PIM. */
export const assignmentKinds: readonly ChangeKind[] = [
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

/** How a change stands: only asked for, done, refused or withdrawn. */
export type ChangeResult = 'requested' | 'completed' | 'failed' | 'cancelled' | 'denied';

/** One change, its requested and completed steps folded into one. Instants are UTC. */
export interface Change {
  readonly at: Date;
  readonly kind: ChangeKind;
  readonly provider: Provider;
  readonly initiator: Actor | null;
  readonly principal: Principal | null;
  readonly role: RatedRole | null;
  readonly scope: Scope | null;
  /** True for an assignment without end, false for a time-bound one, null where that has no meaning. */
  readonly permanent: boolean | null;
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  /** What the change is about when it is neither principal nor role: the alert, the resource, the setting. */
  readonly subject: string | null;
  /** The reason that was typed, or the text of a settings change, or the error code of a failure. */
  readonly justification: string | null;
  readonly result: ChangeResult;
  /** How often the same fact was reported (outside-PIM sightings repeat); 1 otherwise. */
  readonly count: number;
  readonly eventIds: readonly string[];
}
