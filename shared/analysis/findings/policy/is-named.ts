import { isExpectedApp } from '../../../catalogue/expected-initiators';
import { onlyHasNameOf, roleIds, roleNames } from '../../../catalogue/privileged-roles';
import type { FindingsPolicy } from '../../../domain/findings-policy';
import { fold } from '../../../domain/fold';
import type { Actor, Identity, Role } from '../../../domain/events/people';

const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Returns whether a setting's entry names somebody, without regard to case. An entry that looks like an object id matches
 * only the id, one that contains `@` only the UPN: anybody can give an app or a group such a display name.
 */
export function isNamed(entry: string, who: Identity | null): boolean {
  const wanted = fold(entry);
  if (who === null || wanted === '') return false;
  if (objectId.test(wanted)) return fold(who.id) === wanted;
  if (wanted.includes('@')) return fold(who.upn) === wanted;
  return [who.id, who.name].some((fact) => fold(fact) === wanted);
}

/** Returns whether one of the entries names somebody. */
export function isNamedIn(entries: readonly string[], who: Identity | null): boolean {
  return entries.some((entry) => isNamed(entry, who));
}

/** Returns all ids and names by which a setting may name a role, folded. */
export const namesOfRole = (role: Role): string[] => [...roleIds(role), ...roleNames(role)];

/**
 * Returns whether a setting's entry names a role, by its id, its name or today's name of a built-in role. An entry that
 * looks like an id matches only the id.
 */
export function isRoleNamed(entry: string, role: Role | null): boolean {
  const wanted = fold(entry);
  if (role === null || wanted === '') return false;
  return isIdOf(entry, role) || (!objectId.test(wanted) && roleNames(role).includes(wanted));
}

/**
 * Returns {@link isRoleNamed} for an entry that hides findings: the name of a listed built-in role does not mean another
 * role of that name. Of the built-in roles that are not listed no id is known: their names mean every role of the name.
 */
export function isRoleHidden(entry: string, role: Role | null): boolean {
  return role !== null && isRoleNamed(entry, role) && (isIdOf(entry, role) || !onlyHasNameOf(entry, role));
}

const isIdOf = (entry: string, role: Role): boolean => roleIds(role).includes(fold(entry));

/** Returns whether somebody is expected to assign a role outside PIM, by the settings or as an app of Microsoft's. */
export function isExpectedInitiator(
  initiator: Actor | null,
  role: Role | null,
  { expectedInitiators }: Pick<FindingsPolicy, 'expectedInitiators'>,
): boolean {
  const isListed = expectedInitiators.some(
    (entry) =>
      isNamed(entry.initiator, initiator) && (entry.roles?.some((name) => isRoleHidden(name, role)) ?? true),
  );
  return isListed || isExpectedApp(initiator, role);
}
