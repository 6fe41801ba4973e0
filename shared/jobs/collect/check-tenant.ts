import type { StoredEvent } from '../../domain/events/audit-event';
import { RefusalError } from '../../domain/refusal-error';
import type { AuditSource } from './audit-source';
import type { CollectionLedger } from './collection-ledger';
import type { EventStore } from './event-store';

/** Returns the tenant that the sign-in reads; null when it fails or does not say, as where no token is needed. */
export type SignedInTenant = (signal: AbortSignal) => Promise<string | null>;

/** What the tenant of a store is found in. */
export interface TenantParts {
  readonly ledger: Pick<CollectionLedger, 'read'>;
  readonly store: Pick<EventStore, 'read'>;
  /** The tenant that a stored event names; null when it names none. */
  readonly tenantOf: (event: StoredEvent) => string | null;
}

/**
 * Returns the tenant that the sign-in reads, after comparing it with the tenant of the store. A store without a tenant
 * gets it with the first event that names it, or the first day that is read or imported.
 */
export type CheckTenant = (signal: AbortSignal) => Promise<string | null>;

/** Creates the check that one store holds the log of one tenant. @throws RefusalError when it is another tenant's. */
export function createCheckTenant(parts: TenantParts, signedInTenant: SignedInTenant): CheckTenant {
  return async (signal) => {
    const tenantId = await signedInTenant(signal);
    if (tenantId === null) return null;
    const stored = await tenantOfStore(parts, signal);
    if (stored !== null && stored.toLowerCase() !== tenantId.toLowerCase())
      throw new RefusalError(
        `The store holds the audit log of tenant ${stored}, and the sign-in is for tenant ${tenantId}: nothing was ` +
          'read. Use another store for this tenant (--store DIR, or AUDIT_STORAGE), or sign in to the other tenant.',
      );
    return tenantId;
  };
}

/** Number of first events that are read to find the store's tenant. */
const firstEvents = 5_000;

/**
 * Returns the tenant whose log a store holds: that of the days in its ledger, else that of its first events, since alerts
 * store events and no day. Null when none of them names one.
 */
export async function tenantOfStore(
  { ledger, store, tenantOf }: TenantParts,
  signal: AbortSignal,
): Promise<string | null> {
  for (const { tenantId } of (await ledger.read(signal)).values())
    if (tenantId !== undefined) return tenantId;
  let count = 0;
  for await (const event of store.read(new Date(0), new Date('9999-12-31T00:00:00Z'), signal)) {
    const tenantId = tenantOf(event);
    count += 1;
    if (tenantId !== null || count === firstEvents) return tenantId;
  }
  return null;
}

/** Returns a source that checks the tenant before each reading. */
export const ofOneTenant = (source: AuditSource, checkTenant: CheckTenant): AuditSource => ({
  async *read(span, signal, retries) {
    await checkTenant(signal);
    yield* source.read(span, signal, retries);
  },
});
