import type { AuditEvent } from '../../domain/events/audit-event';
import { fold } from '../../domain/fold';
import type { Scope } from '../../domain/events/people';

/**
 * Returns whether what an event is about may lie in a scope. An event without a scope may be about any scope, but Core
 * Directory calls a role in an administrative unit "scoped": without that word its event is about no unit.
 */
export function mayBeInScope(
  { service, activity, scope: own }: Pick<AuditEvent, 'service' | 'activity' | 'scope'>,
  scope: Scope | null,
): boolean {
  const isUnscoped = own === null && fold(service) === 'core directory' && !fold(activity).includes('scoped');
  return !isUnscoped || !isUnit(scope);
}

const isUnit = (scope: Scope | null): boolean => fold(scope?.id).startsWith('/administrativeunits/');
