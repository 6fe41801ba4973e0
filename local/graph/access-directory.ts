/** A row as Graph sends it. */
export type WireRow = Readonly<Record<string, unknown>>;

/** Everything that a tenant answers when it is asked who holds access now. Rows are in the shapes of Graph v1.0. */
export interface AccessDirectory {
  /** unifiedRoleEligibilityScheduleInstance */
  readonly eligible: readonly WireRow[];
  /** unifiedRoleAssignmentScheduleInstance */
  readonly active: readonly WireRow[];
  /** unifiedRoleAssignment: what is left to read where PIM has no licence. */
  readonly plainAssignments: readonly WireRow[];
  readonly roleDefinitions: readonly WireRow[];
  /** unifiedRoleManagementPolicyAssignment, with its policy and rules */
  readonly rolePolicies: readonly WireRow[];
  /** Groups that can hold roles. */
  readonly groups: readonly WireRow[];
  /** By group id. */
  readonly groupEligible: Readonly<Record<string, readonly WireRow[]>>;
  readonly groupActive: Readonly<Record<string, readonly WireRow[]>>;
  readonly groupMembers: Readonly<Record<string, readonly WireRow[]>>;
  readonly groupOwners: Readonly<Record<string, readonly WireRow[]>>;
  readonly users: readonly WireRow[];
  readonly conditionalAccess: readonly WireRow[];
}

/** A tenant in which nobody holds anything. */
export const emptyDirectory: AccessDirectory = {
  eligible: [],
  active: [],
  plainAssignments: [],
  roleDefinitions: [],
  rolePolicies: [],
  groups: [],
  groupEligible: {},
  groupActive: {},
  groupMembers: {},
  groupOwners: {},
  users: [],
  conditionalAccess: [],
};
