import { emptyDirectory, type AccessDirectory } from '../../graph/access-directory';
import { wireActive, wireEligible, type WireAssignment } from './wire-assignments';
import { wireDefinition, wirePolicy } from './wire-settings';

const idOf = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** A directory with that many assignments, half of them eligible, and that many roles. */
export function createLargeDirectory(assignments: number, roles: number): AccessDirectory {
  const roleIds = Array.from({ length: roles }, (_, index) => idOf(900_000 + index));
  const rows = Array.from({ length: assignments / 2 }, (_, index): WireAssignment => {
    const upn = `person${index}@contoso.example`;
    return {
      member: { id: idOf(index), name: `Person ${index}`, upn, type: 'user' },
      roleId: roleIds[index % roles] ?? '',
    };
  });
  return {
    ...emptyDirectory,
    eligible: rows.map(wireEligible),
    active: rows.map(wireActive),
    roleDefinitions: roleIds.map((id) => wireDefinition(id, id)),
    rolePolicies: roleIds.map((roleId) => wirePolicy({ roleId })),
  };
}
