import { isListedRoleId } from '../../catalogue/privileged-roles';
import { fold } from '../../domain/fold';
import { roleIdKey, type Identity, type Role } from '../../domain/events/people';

/**
 * Returns whether PIM and the directory mean the same role: by id or by name, because the two logs name some roles
 * differently; but a custom role with the name of a listed built-in one is another role. An unknown fact may be the same.
 */
export function isSameRole(a: Role | null, b: Role | null): boolean {
  const [one, other] = [roleIdKey(a?.id), roleIdKey(b?.id)];
  if (one !== '' && other !== '' && (one === other || isListedRoleId(one) || isListedRoleId(other))) {
    return one === other;
  }
  const names = [fold(a?.name), fold(b?.name)];
  return names.includes('') || names[0] === names[1];
}

/**
 * Returns whether two events of one request or assignment cannot mean the same role: neither their ids nor their names
 * agree. One event may state the template's id and another the definition's.
 */
export function isOtherRole(a: Role | null, b: Role | null): boolean {
  const [ids, names] = [
    [roleIdKey(a?.id), roleIdKey(b?.id)],
    [fold(a?.name), fold(b?.name)],
  ];
  const isSameId = ids[0] !== '' && ids[0] === ids[1];
  return !isSameId && !names.includes('') && names[0] !== names[1];
}

/** Returns whether two events of one assignment cannot mean the same principal: their ids differ, else their UPNs. */
export function isOtherPrincipal(a: Identity | null, b: Identity | null): boolean {
  const known = [
    [fold(a?.id), fold(b?.id)],
    [fold(a?.upn), fold(b?.upn)],
  ].find((pair) => !pair.includes(''));
  return known !== undefined && known[0] !== known[1];
}
