import type { WireEvent } from '../../../local/sample-tenant/wire/wire-event';

/** Returns whether the pipeline collects an event of a tenant's log. */
export function isCollected({
  loggedByService,
  category,
}: Pick<WireEvent, 'loggedByService' | 'category'>): boolean {
  return (
    loggedByService === 'PIM' ||
    loggedByService === 'Azure RBAC (Elevated Access)' ||
    (loggedByService === 'Core Directory' && category === 'RoleManagement')
  );
}
