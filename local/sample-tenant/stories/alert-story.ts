import type { SampleTenant } from '../sample-tenant';
import type { WireEvent } from '../wire/wire-event';

/**
 * Something in the sample tenant that cannot wait for Monday: the administrator who once took access to every Azure
 * subscription does it again.
 * @returns the event, to be published; none in a tenant without such an administrator
 */
export function alertStory({ events }: Pick<SampleTenant, 'events'>, at: Date): WireEvent[] {
  const elevated = events.find(({ loggedByService }) => loggedByService === 'Azure RBAC (Elevated Access)');
  if (elevated === undefined) return [];
  const activityDateTime = at.toISOString();
  return [{ ...elevated, id: `${elevated.id}_${at.getTime()}`, activityDateTime }];
}
