import type { Change } from '../../domain/change';
import type { Elevation } from '../../domain/elevation';
import { principalKey, roleKey, scopeKey } from '../../domain/people';

/** A list that has at least one element. */
export type NonEmpty<T> = readonly [T, ...T[]];

/** The items by key, keys and items in the order in which they came. */
export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): NonEmpty<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

/** A key made of several facts, none of which can run into the next. */
export const compositeKey = (...facts: readonly string[]): string => JSON.stringify(facts);

/**
 * Which role this is about, wherever it reaches. In PIM for Groups every group has the same two roles, so there
 * the group belongs to the role.
 */
export function roleIdentity(of: Pick<Elevation | Change, 'provider' | 'role' | 'scope'>): string {
  const role = of.role === null ? '' : roleKey(of.role);
  return compositeKey(of.provider, role, of.provider === 'group' ? scopeKey(of.scope) : '');
}

/** Whose role this is about: principal and role, wherever it reaches. */
export function holderIdentity(
  of: Pick<Elevation | Change, 'provider' | 'principal' | 'role' | 'scope'>,
): string {
  return compositeKey(of.principal === null ? '' : principalKey(of.principal), roleIdentity(of));
}

/** Whose role, and where: principal, role and scope. */
export function assignmentIdentity(
  of: Pick<Elevation | Change, 'provider' | 'principal' | 'role' | 'scope'>,
): string {
  return compositeKey(holderIdentity(of), scopeKey(of.scope));
}
