import { privilegedEntraRoles } from '../../../catalogue/privileged-roles';
import { fold } from '../../../domain/fold';
import { editsBetween, nearest } from '../../../text/nearest';

/** So few edits from the name of a role are a slip; real roles are further from each other. */
const maxEdits = 2;

/**
 * Returns the privileged role that a setting probably means by a name that is almost its name; null when the name is
 * right, or so different that it may be another role: a tenant has roles of its own.
 */
export function meantRole(name: string): string | null {
  const known = Object.values(privilegedEntraRoles);
  if (known.some((role) => fold(role) === fold(name))) return null;
  const folded = new Map(known.map((role) => [fold(role), role]));
  const closest = nearest(fold(name), [...folded.keys()]);
  return editsBetween(fold(name), closest) <= maxEdits ? (folded.get(closest) ?? null) : null;
}
