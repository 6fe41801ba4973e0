import type { AuditEvent } from '../../domain/events/audit-event';
import type { Change } from '../../domain/events/change';
import { fold } from '../../domain/fold';
import type { Scope } from '../../domain/events/people';

/** An administrative unit: its path, the empty text for any other place, null where it is not known. */
export type Unit = string | null;

/** Returns the administrative unit of a scope. */
export function unitOfScope(scope: Scope | null): Unit {
  const id = fold(scope?.id);
  if (id.startsWith('/administrativeunits/')) return id;
  return id === '' ? null : '';
}

/**
 * Returns the administrative unit of an event. Core Directory calls a role in a unit "scoped": without that word, its event
 * without a scope is about the whole directory.
 */
export function unitOf({ scope, service, activity }: AuditEvent): Unit {
  if (scope !== null) return unitOfScope(scope);
  return fold(service) === 'core directory' && !fold(activity).includes('scoped') ? '' : null;
}

/**
 * Returns the administrative unit of a change. Core Directory logs what happens outside PIM, and names the unit of a
 * "scoped" role: without a scope it is about the whole directory.
 */
export function unitOfChange({ kind, scope }: { readonly kind: string } & Pick<Change, 'scope'>): Unit {
  const isOutside = kind === 'assigned-outside-pim' || kind === 'removed-outside-pim';
  return scope === null && isOutside ? '' : unitOfScope(scope);
}

/** Returns whether both are in the same unit, or in none. An unknown unit may be any. */
export function mayBeSameUnit(one: Unit, other: Unit): boolean {
  return one === null || other === null || one === other;
}
