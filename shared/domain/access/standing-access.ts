import type { EndpointRecord, EndpointState } from './access-snapshot';
import type { RolePolicy } from './held-access';
import type { Principal, RatedRole, Scope } from '../events/people';

/** The kinds of assignment, in the order of the report's rows. */
export const assignmentKinds = ['active', 'eligible'] as const;

/** Whether somebody may activate a role, or has it. */
export type AssignmentKind = (typeof assignmentKinds)[number];

/** Somebody's hold on a role at the moment of a snapshot. Instants are UTC; null: not known. */
export interface Assignment {
  readonly principal: Principal;
  /** For a place in a group the role is "Member" or "Owner", without an id, and the group is the scope. */
  readonly role: RatedRole;
  readonly scope: Scope;
  readonly kind: AssignmentKind;
  /** Without end; null where activations and standing assignments cannot be told apart. */
  readonly permanent: boolean | null;
  readonly since: Date | null;
  readonly until: Date | null;
  /** The group through which it is held; null when it is held directly. */
  readonly via: { readonly id: string | null; readonly name: string | null } | null;
  readonly lastActivatedAt: Date | null;
  /** Activations that the store holds of the last 90 days. */
  readonly activations90Days: number;
  readonly enabled: boolean | null;
  readonly guest: boolean | null;
  readonly synced: boolean | null;
  readonly lastSignInAt: Date | null;
}

/** The settings of a role, at the moment of a snapshot. */
export interface RoleSetting extends Omit<RolePolicy, 'roleId'> {
  readonly role: RatedRole;
}

/** How well one list was read. */
export type AccessList = Pick<EndpointRecord, 'part' | 'endpoint' | 'state' | 'rows' | 'reason'>;

/** A difference between two snapshots without an event, or an event without a difference. */
export interface Unexplained {
  readonly kind: 'appeared' | 'vanished' | 'without-effect' | 'not-logged';
  /** Whether it is about access that was taken away. */
  readonly isRemoval: boolean;
  readonly assignment: AssignmentKind;
  readonly principal: Principal;
  readonly role: RatedRole;
  readonly scope: Scope;
  /** The snapshots, or the event and the snapshot, between which it lies. */
  readonly between: readonly [Date, Date];
  readonly eventIds: readonly string[];
  /** Whether the events of that time are known without a hole. */
  readonly isCovered: boolean;
}

/** A difference of a standing assignment between two snapshots that follow each other. */
export interface ReconciledChange {
  readonly principal: Principal;
  readonly role: RatedRole;
  readonly scope: Scope;
  /** Whether an event, or a planned end, explains it. */
  readonly isExplained: boolean;
}

/** What snapshots and events prove about each other. */
export interface Reconciliation {
  /** The first snapshot that was compared, before the period. */
  readonly from: Date;
  /** The last one, in the period. */
  readonly to: Date;
  readonly changes: readonly ReconciledChange[];
  readonly unexplained: readonly Unexplained[];
}

/** What a report knows of who held access. */
export interface ReportedAccess {
  /** Null: no snapshot bears on the period, or none could be read. */
  readonly standing: StandingAccess | null;
  /** Why the stored snapshots could not be read; null if they were read, or if no snapshot is stored. */
  readonly problem: string | null;
}

/** Who held access at a moment, and how well it is known. */
export interface StandingAccess {
  readonly readAt: Date;
  readonly state: Exclude<EndpointState, 'off'>;
  readonly lists: readonly AccessList[];
  /** The lists of the last snapshot of the period, if that one was read less completely, so that it is not shown. */
  readonly newerLists: readonly AccessList[] | null;
  readonly assignments: readonly Assignment[];
  /** Null: the role settings were not read. */
  readonly roleSettings: readonly RoleSetting[] | null;
  /** How many of the 90 days that activations are counted in are in the store. */
  readonly knownDays: number;
  /** Null: no complete snapshot before the period to compare with. */
  readonly reconciliation: Reconciliation | null;
}
