import type { ChangeAction, ChangeKind } from '../domain/events/change';

/** A step in the life of one activation. */
export type ActivationStep =
  | 'requested'
  | 'approval-requested'
  | 'approved'
  | 'denied'
  | 'completed'
  | 'cancelled'
  | 'timed-out'
  | 'deactivation-requested'
  | 'deactivated'
  | 'expired'
  /** The directory's copy of an end, which does not say what ended it. No activity name has this meaning. */
  | 'ended';

/** A step in the life of one request for a standing (eligible or active) assignment. */
export type AssignmentStep = 'requested' | 'completed' | 'cancelled';

type KindIn<Pattern extends string> = Extract<ChangeKind, Pattern>;

/** The meaning of an activity name: discriminate by `family`, then by step or kind. */
export type Activity =
  | { readonly family: 'activation'; readonly step: ActivationStep }
  | {
      readonly family: 'assignment';
      readonly kind: KindIn<`${'eligible' | 'active'}-${'assigned' | 'removed' | 'restored' | 'extended' | 'renewed'}`>;
      readonly step: AssignmentStep;
      /** Null where the name does not say so: renewals, extensions and restorations. */
      readonly permanent: boolean | null;
    }
  /** An administrator's decision on a request for an assignment. Decisions on activations are activation steps. */
  | {
      readonly family: 'decision';
      readonly kind: 'active-approved' | 'extend-renew-approved' | 'extend-renew-denied';
    }
  /** Work on a request of any kind; the request id says of which. `of` is what the request asked for. */
  | {
      readonly family: 'request';
      readonly kind: 'request-processed' | 'request-cancelled';
      readonly of: 'assignment' | 'removal';
    }
  /** PIM noticed a standing assignment that was made elsewhere; it logs that again about every two hours. */
  | { readonly family: 'outside-sighting' }
  /** Core Directory logged an assignment: the twin of a PIM event, or, by anybody else, a change outside PIM. */
  | {
      readonly family: 'directory';
      readonly kind: 'assigned-outside-pim' | 'removed-outside-pim';
      readonly eligible: boolean;
      /** Set for the removal of elevated access, which the event states by its name alone. */
      readonly isElevatedAccess?: true;
    }
  /** A change that one event states in full. */
  | {
      readonly family: 'administration';
      readonly kind: KindIn<
        | 'role-setting-changed'
        | 'custom-role-changed'
        | 'resource-updated'
        | 'onboarded'
        | 'offboarded'
        | `alert-${string}`
        | 'access-elevated'
      >;
      /** What was done, where the kind does not tell. */
      readonly action?: ChangeAction;
    }
  /** Known, but not analysed: it changes nothing about who may hold a role. */
  | { readonly family: 'ignored' };
