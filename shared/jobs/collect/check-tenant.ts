import type { CollectionDay } from '../../domain/collection-day';
import { RefusalError } from '../../domain/refusal-error';
import type { UtcDay } from '../../domain/time/utc-day';
import type { AuditSource } from './audit-source';
import type { CollectionLedger } from './collection-ledger';

/** Returns the tenant that the sign-in reads; null when it does not say, as where no token is needed. */
export type SignedInTenant = (signal: AbortSignal) => Promise<string | null>;

/**
 * Returns the tenant that the sign-in reads, after comparing it with the tenant of the store: that of the days in its
 * ledger. A store without a tenant gets it with the first day that is read, or imported from a file that names it.
 */
export type CheckTenant = (signal: AbortSignal) => Promise<string | null>;

/** Creates the check that one store holds the log of one tenant. @throws RefusalError when it is another tenant's. */
export function createCheckTenant(
  ledger: Pick<CollectionLedger, 'read'>,
  signedInTenant: SignedInTenant,
): CheckTenant {
  return async (signal) => {
    const tenantId = await signedInTenant(signal);
    if (tenantId === null) return null;
    const stored = tenantOfLedger(await ledger.read(signal));
    if (stored !== null && stored.toLowerCase() !== tenantId.toLowerCase())
      throw new RefusalError(
        `The store holds the audit log of tenant ${stored}, and the sign-in is for tenant ${tenantId}: nothing was ` +
          'read. Use another store for this tenant (--store DIR, or AUDIT_STORAGE), or sign in to the other tenant.',
      );
    return tenantId;
  };
}

/** Returns the tenant whose log the store holds; null when no day names one. */
export function tenantOfLedger(rows: ReadonlyMap<UtcDay, CollectionDay>): string | null {
  for (const { tenantId } of rows.values()) if (tenantId !== undefined) return tenantId;
  return null;
}

/** Returns a source that checks the tenant before each reading. */
export const ofOneTenant = (source: AuditSource, checkTenant: CheckTenant): AuditSource => ({
  async *read(span, signal, patience) {
    await checkTenant(signal);
    yield* source.read(span, signal, patience);
  },
});
