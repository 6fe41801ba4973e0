import { RefusalError } from '../../domain/refusal-error';
import type { AuditSource } from './audit-source';
import type { CollectionLedger } from './collection-ledger';

/** Returns the tenant that the sign-in reads; null when it does not say, as where no token is needed. */
export type SignedInTenant = (signal: AbortSignal) => Promise<string | null>;

/**
 * Returns the tenant that the sign-in reads, after comparing it with the tenant of the store: that of the days in its
 * ledger. A store without a tenant gets it with the first day that is read.
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
    for (const { tenantId: stored } of (await ledger.read(signal)).values())
      if (stored !== undefined && stored.toLowerCase() !== tenantId.toLowerCase())
        throw new RefusalError(
          `The store holds the audit log of tenant ${stored}, and the sign-in is for tenant ${tenantId}: nothing was ` +
            'read. Use another store for this tenant (--store DIR, or AUDIT_STORAGE), or sign in to the other tenant.',
        );
    return tenantId;
  };
}

/** Returns a source that checks the tenant before each reading. */
export const ofOneTenant = (source: AuditSource, checkTenant: CheckTenant): AuditSource => ({
  async *read(span, signal, patience) {
    await checkTenant(signal);
    yield* source.read(span, signal, patience);
  },
});
