import type { Change } from '../domain/events/change';
import type { Elevation } from '../domain/events/elevation';
import { principalKey, roleKey, scopeKey } from '../domain/events/people';

type Holding = Pick<Elevation | Change, 'provider' | 'principal' | 'role' | 'scope'>;

/** Joins several facts into one key; no fact can run into the next. */
export function compositeKey(...facts: readonly string[]): string {
  let key = '';
  for (const fact of facts) key += `${fact.length}:${fact}`;
  return key;
}

/**
 * Returns the key of a role, wherever it applies. In PIM for Groups every group has the same two roles, so there the
 * group is part of the key.
 */
export function roleIdentity({ provider, role, scope }: Omit<Holding, 'principal'>): string {
  const group = provider === 'group' ? scopeKey(scope) : '';
  return compositeKey(provider, role === null ? '' : roleKey(role), group);
}

/** Returns the key of a holder: principal and role, wherever the role applies. */
export function holderIdentity(of: Holding): string {
  return compositeKey(of.principal === null ? '' : principalKey(of.principal), roleIdentity(of));
}

/** Returns the key of an assignment: principal, role and scope. */
export function assignmentIdentity(of: Holding): string {
  return compositeKey(holderIdentity(of), scopeKey(of.scope));
}
