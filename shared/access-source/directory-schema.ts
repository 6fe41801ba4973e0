import * as z from 'zod';
import type {
  DirectoryGroup,
  DirectoryUser,
  GroupPerson,
  RoleDefinition,
} from '../domain/access/held-access';
import { principalType } from './held-access-schema';
import { instant, text, truth } from './wire-values';

const id = z.string().min(1);

const roleDefinition = z.object({ id, displayName: text, isBuiltIn: truth, templateId: text });

/** Reads one row of `role-definitions`. */
export function readRoleDefinition(item: unknown): RoleDefinition {
  const { displayName, ...rest } = roleDefinition.parse(item);
  return { ...rest, name: displayName };
}

const group = z.object({ id, displayName: text });

/** Reads one row of `groups`. */
export function readGroup(item: unknown): DirectoryGroup {
  const wire = group.parse(item);
  return { id: wire.id, name: wire.displayName };
}

const member = z.object({
  '@odata.type': text,
  id,
  displayName: text,
  userPrincipalName: text,
  userType: text,
  accountEnabled: truth,
});

/** Reads one row of `group-members` or `group-owners`. A group is asked for one by one, so the path names it. */
export function readGroupPerson(groupId: string, item: unknown): GroupPerson {
  const wire = member.parse(item);
  return {
    groupId,
    id: wire.id,
    name: wire.displayName,
    upn: wire.userPrincipalName,
    // A list of members that were asked for by the fields of users may leave the type out.
    type: principalType(wire['@odata.type']) ?? (wire.userPrincipalName === null ? null : 'user'),
    enabled: wire.accountEnabled,
    isGuest: isGuest(wire.userType, wire.userPrincipalName),
  };
}

const user = z.object({
  id,
  displayName: text,
  userPrincipalName: text,
  accountEnabled: truth,
  userType: text,
  onPremisesSyncEnabled: truth,
  createdDateTime: instant,
  signInActivity: z
    .object({
      lastSignInDateTime: instant,
      lastNonInteractiveSignInDateTime: instant,
      lastSuccessfulSignInDateTime: instant,
    })
    .nullish(),
});

/** Reads one row of `users`. */
export function readUser(item: unknown): DirectoryUser {
  const wire = user.parse(item);
  const signIns = Object.values(wire.signInActivity ?? {}).flatMap((at) => (at instanceof Date ? [at] : []));
  return {
    id: wire.id,
    name: wire.displayName,
    upn: wire.userPrincipalName,
    enabled: wire.accountEnabled,
    isGuest: isGuest(wire.userType, wire.userPrincipalName),
    // Graph leaves the field null for accounts that never were synchronised.
    synced: wire.onPremisesSyncEnabled ?? false,
    createdAt: wire.createdDateTime,
    lastSignInAt: signIns.reduce<Date | null>((last, at) => (last === null || at > last ? at : last), null),
  };
}

/** A guest is of the type Guest; where the type is not told, the UPN of another tenant's user shows it. */
function isGuest(userType: string | null, upn: string | null): boolean | null {
  if (userType !== null) return userType.toLowerCase() === 'guest';
  return upn === null ? null : upn.toUpperCase().includes('#EXT#');
}
