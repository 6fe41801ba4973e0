import type { HoldingEndpoint } from './access-endpoint';
import type { Principal } from '../events/people';

/** How a principal comes to hold an assignment. `unknown`: a value that this version does not know. */
export type MemberType = 'direct' | 'group' | 'inherited' | 'unknown';

/**
 * Whether an active assignment stands or is an activation in progress. `untold`: the list does not say (the one
 * that is read where PIM has no licence).
 */
export type AssignmentType = 'assigned' | 'activated' | 'untold';

/** One row of a list of holders, as Graph gave it: ids are Graph's own, names may be missing. Instants are UTC. */
export interface HeldAccess {
  readonly list: HoldingEndpoint;
  readonly principal: Principal;
  /** The role definition's id for a role of Entra, null for a group. */
  readonly roleId: string | null;
  /** What the principal is to the group, null for a role of Entra. */
  readonly access: 'member' | 'owner' | 'unknown' | null;
  /** `/`, `/administrativeUnits/{id}` or `/{objectId}` for a role of Entra, the group's id for a group. */
  readonly scopeId: string | null;
  readonly memberType: MemberType;
  readonly assignmentType: AssignmentType;
  /** Null for an assignment that was made outside PIM. */
  readonly startsAt: Date | null;
  /** Null: without end. */
  readonly endsAt: Date | null;
}

/** A role of Entra as the tenant defines it. */
export interface RoleDefinition {
  readonly id: string;
  /** Names a built-in role in every tenant. */
  readonly templateId: string | null;
  readonly name: string | null;
  readonly isBuiltIn: boolean | null;
}

/** Whom a role's requests wait for. */
export interface Approver {
  readonly id: string | null;
  readonly name: string | null;
}

/** The settings of a role of Entra in PIM. Null where the policy does not say. */
export interface RolePolicy {
  readonly roleId: string;
  readonly maximumMinutes: number | null;
  readonly mfa: boolean | null;
  /** Whether an activation asks for an authentication context. */
  readonly asksForContext: boolean | null;
  /** The authentication context that an activation asks for (`c1`); null also where it is not named. */
  readonly authenticationContext: string | null;
  readonly justification: boolean | null;
  readonly ticket: boolean | null;
  readonly approval: boolean | null;
  readonly approvers: readonly Approver[];
  readonly permanentEligible: boolean | null;
  readonly permanentActive: boolean | null;
  readonly changedAt: Date | null;
}

/** A group that can hold a role of Entra. */
export interface DirectoryGroup {
  readonly id: string;
  readonly name: string | null;
}

/** A member or owner of a group. */
export interface GroupPerson extends Principal {
  readonly groupId: string;
  readonly enabled: boolean | null;
  readonly isGuest: boolean | null;
}

/** What the directory knows about a user. Null: not told. */
export interface DirectoryUser {
  readonly id: string;
  readonly name: string | null;
  readonly upn: string | null;
  readonly enabled: boolean | null;
  readonly isGuest: boolean | null;
  readonly synced: boolean | null;
  readonly createdAt: Date | null;
  readonly lastSignInAt: Date | null;
}

/** A Conditional Access policy, as far as it bears on privileged roles. Ids in lower case. */
export interface AccessPolicy {
  readonly id: string | null;
  readonly name: string | null;
  readonly isEnabled: boolean;
  /** Whether whoever the policy applies to must pass multi-factor authentication or an authentication strength. */
  readonly asksForMfa: boolean;
  /** Whether it applies at every sign-in, and not only at a risk, from some places or for some applications. */
  readonly isGeneral: boolean;
  readonly include: AccessPolicyScope;
  readonly exclude: AccessPolicyScope;
  /** Authentication contexts that it handles (`c1`). */
  readonly authenticationContexts: readonly string[];
}

/** Whom a policy names. */
export interface AccessPolicyScope {
  /** Object ids, `all`, `none`, `guestsorexternalusers`. */
  readonly users: readonly string[];
  readonly groups: readonly string[];
  /** Template ids. */
  readonly roles: readonly string[];
}
