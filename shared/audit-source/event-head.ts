import type { AuditEvent } from '../domain/events/audit-event';
import { fold } from '../domain/fold';
import type { DirectoryAudit } from './event-schema';
import { firstOf, known, pooled, pooledOrNull } from './wire-facts';

/** The facts that are needed to store an event and to decide whether reports use it. */
export type EventHead = Pick<AuditEvent, 'id' | 'at' | 'activity' | 'service' | 'category' | 'tenantId'>;

/** Returns the head of a validated wire event. `at` is its time, which the caller has parsed already. */
export function headOf(wire: DirectoryAudit, at: Date): EventHead {
  return {
    id: wire.id,
    at,
    activity: pooled(wire.activityDisplayName.trim().replace(/\.$/, '')),
    service: pooled(wire.loggedByService?.trim()),
    category: pooled(wire.category?.trim()),
    tenantId: pooledOrNull(known(wire.tenantId) ?? tenantDetail(wire)),
  };
}

/** Returns the first known value of the detail `tid`. For one fact, a search is faster than an index of all details. */
const tenantDetail = ({ additionalDetails }: DirectoryAudit): string | null =>
  firstOf(additionalDetails ?? [], ({ key, value }) => (fold(key) === 'tid' ? known(value) : null));
