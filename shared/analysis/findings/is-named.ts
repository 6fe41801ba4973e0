import type { Principal, Role } from '../../domain/people';

type Who = Pick<Principal, 'id' | 'upn' | 'name'> | null;

const objectId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const fold = (text: string | null): string => (text ?? '').trim().toLowerCase();

/**
 * Whether a setting's entry means this one, case aside. What looks like an object id means that id, what has an `@` that
 * UPN: anybody can give an app or a group such a name. Only what is neither may be a display name.
 */
export function isNamed(entry: string, who: Who): boolean {
  const wanted = fold(entry);
  if (who === null || wanted === '') return false;
  if (objectId.test(wanted)) return fold(who.id) === wanted;
  if (wanted.includes('@')) return fold(who.upn) === wanted;
  return [who.id, who.name].some((fact) => fold(fact) === wanted);
}

/** Whether one of these entries means this one. */
export function isNamedIn(entries: readonly string[], who: Who): boolean {
  return entries.some((entry) => isNamed(entry, who));
}

/** Whether a setting's entry means this role, case aside: what looks like an id means that id, anything else a name too. */
export function isRoleNamed(entry: string, role: Pick<Role, 'id' | 'name'> | null): boolean {
  const wanted = fold(entry);
  if (role === null || wanted === '') return false;
  return fold(role.id) === wanted || (!objectId.test(wanted) && fold(role.name) === wanted);
}
