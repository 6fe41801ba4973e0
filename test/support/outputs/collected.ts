import type { WireEvent } from '../../../local/sample-tenant/wire/wire-event';

/** Whether an event of a tenant's whole log is one that the pipeline collects. */
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
