import type { AccessEndpoint } from '../domain/access/access-endpoint';
import type { AccessRows } from '../domain/access/access-history';
import type { HeldAccess, RolePolicy } from '../domain/access/held-access';
import { groupOf } from './access-paths';
import { readAccessPolicy } from './conditional-access-schema';
import { readGroup, readGroupPerson, readRoleDefinition, readUser } from './directory-schema';
import { readGroupInstance, readRoleInstance } from './held-access-schema';
import { readRolePolicy } from './role-policy-schema';

/**
 * Reads one row of each list, given the path that was asked for.
 * @throws Error when the row cannot be understood: it is then counted, and kept as it came.
 */
export const readRow: {
  readonly [E in AccessEndpoint]: (item: unknown, path: string) => AccessRows[E];
} = {
  'role-eligibility': (item) => readRoleInstance('role-eligibility', item, false),
  'role-assignments': (item, path) => readRoleInstance('role-assignments', item, isPlain(path)),
  'role-definitions': readRoleDefinition,
  'role-policies': readRolePolicy,
  'conditional-access': readAccessPolicy,
  groups: readGroup,
  'group-eligibility': (item) => readGroupInstance('group-eligibility', item),
  'group-assignments': (item) => readGroupInstance('group-assignments', item),
  'group-members': (item, path) => readGroupPerson(groupOf(path) ?? '', item),
  'group-owners': (item, path) => readGroupPerson(groupOf(path) ?? '', item),
  users: readUser,
};

const isPlain = (path: string): boolean => /\/roleAssignments(\?|$)/i.test(path);

/** Describes what is odd about a row that is kept, to follow "1 row" in a sentence; null for a normal row. */
export function oddityOf(row: HeldAccess): string | null {
  if (row.principal.id === null) return 'without a principal';
  if (row.memberType === 'unknown') return 'with a member type that this version does not know';
  if (row.access === 'unknown') return 'with a kind of access that this version does not know';
  if (row.list === 'role-assignments' && row.roleId === null) return 'without a role';
  return null;
}

/** What is odd about the settings of a role, for a sentence after "1 row": what is not told is not below a baseline. */
export function settingsOddityOf(policy: RolePolicy): string | null {
  const { maximumMinutes, mfa, asksForContext, justification, approval } = policy;
  const { permanentEligible, permanentActive } = policy;
  const told = [
    ...[maximumMinutes, mfa, asksForContext, justification, approval],
    ...[permanentEligible, permanentActive],
  ];
  return told.includes(null) ? 'with settings missing' : null;
}
