/** The parts of standing access that `STANDING_ACCESS` switches on, in the order in which they are read. */
export const accessParts = ['roles', 'conditional-access', 'groups', 'people'] as const;
export type AccessPart = (typeof accessParts)[number];

/** The lists that Graph is asked for, by the names that blobs, ledger and reports use. */
export const accessEndpoints = [
  'role-eligibility',
  'role-assignments',
  'role-definitions',
  'role-policies',
  'conditional-access',
  'groups',
  'group-eligibility',
  'group-assignments',
  'group-members',
  'group-owners',
  'users',
] as const;
export type AccessEndpoint = (typeof accessEndpoints)[number];

/** The lists that say who holds access; the others describe roles, groups and people. */
export type HoldingEndpoint = Extract<
  AccessEndpoint,
  'role-eligibility' | 'role-assignments' | 'group-eligibility' | 'group-assignments'
>;

/** What a list belongs to, and what reading it takes. */
export interface EndpointFacts {
  readonly part: AccessPart;
  /** The application permission of Microsoft Graph. */
  readonly permission: string;
  /** What it lists, for a sentence. */
  readonly lists: string;
}

const roles = { part: 'roles', permission: 'RoleManagement.Read.Directory' } as const;
const members = { part: 'groups', permission: 'GroupMember.Read.All' } as const;

/** Permissions as the Microsoft Graph reference names the least privileged application permission of each list. */
export const endpointFacts: Readonly<Record<AccessEndpoint, EndpointFacts>> = {
  'role-eligibility': { ...roles, lists: 'eligible role assignments' },
  'role-assignments': { ...roles, lists: 'active role assignments' },
  'role-definitions': { ...roles, lists: 'role definitions' },
  'role-policies': { ...roles, lists: 'role settings' },
  'conditional-access': {
    part: 'conditional-access',
    permission: 'Policy.Read.All',
    lists: 'Conditional Access policies',
  },
  groups: { ...members, lists: 'role-assignable groups' },
  'group-eligibility': {
    part: 'groups',
    permission: 'PrivilegedEligibilitySchedule.Read.AzureADGroup',
    lists: 'eligible members and owners of groups',
  },
  'group-assignments': {
    part: 'groups',
    permission: 'PrivilegedAssignmentSchedule.Read.AzureADGroup',
    lists: 'active members and owners of groups in PIM',
  },
  'group-members': { ...members, lists: 'members of groups' },
  'group-owners': { ...members, lists: 'owners of groups' },
  users: { part: 'people', permission: 'User.Read.All', lists: 'user accounts' },
};
