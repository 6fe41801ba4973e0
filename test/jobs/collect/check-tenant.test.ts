import type { StoredEvent } from '../../../shared/domain/events/audit-event';
import { createGraphTokens } from '../../../shared/graph/graph-token';
import { createCheckTenant, ofOneTenant } from '../../../shared/jobs/collect/check-tenant';
import {
  aLedgerDay,
  aStoredEvent,
  createFakeLedger,
  createFakeSource,
  createFakeStore,
  ledgerOf,
} from '../../support/fakes/ports';

const signal = AbortSignal.timeout(900_000);
const [contoso, fabrikam] = ['1f5a4c7e-aaaa-4000-8000-00000000000a', '2f5a4c7e-0000-4000-8000-00000000000b'];

/** Signs in with tokens of a tenant. */
function signedInTo(tid: string) {
  const claims = Buffer.from(JSON.stringify({ tid, idtyp: 'app' })).toString('base64url');
  const getToken = () => Promise.resolve({ token: `e30.${claims}.c2ln` });
  const tokens = createGraphTokens('https://graph.microsoft.com', { getToken });
  return async () => {
    await tokens.signIn(signal);
    return tokens.identity()?.tenantId ?? null;
  };
}
/** A store of two days of its ledger, and of events that name their tenants. */
const storeOf = (tenantId?: string, ...tenants: readonly string[]) => ({
  ledger: createFakeLedger(
    ledgerOf(aLedgerDay('2026-11-16'), aLedgerDay('2026-11-17', tenantId === undefined ? {} : { tenantId })),
  ),
  store: createFakeStore(tenants.map((tenant) => aStoredEvent({ id: tenant, raw: tenant }))),
  tenantOf: ({ raw }: StoredEvent) => (raw === 'none' ? null : raw),
});

describe('checking the tenant of a store', () => {
  test('accepts a sign-in of the same tenant, in any spelling of its id', async () => {
    const check = createCheckTenant(storeOf(contoso), signedInTo(contoso.toUpperCase()));
    await expect(check(signal)).resolves.toBe(contoso.toUpperCase());
  });

  test('refuses a sign-in of another tenant, and says what to do', async () => {
    const check = createCheckTenant(storeOf(contoso), signedInTo(fabrikam));
    await expect(check(signal)).rejects.toThrow(
      `The store holds the audit log of tenant ${contoso}, and the sign-in is for tenant ${fabrikam}: nothing was read. ` +
        'Use another store for this tenant (--store DIR, or AUDIT_STORAGE), or sign in to the other tenant.',
    );
  });

  test('finds the tenant in the first event that names it while no day does', async () => {
    const check = createCheckTenant(storeOf(undefined, 'none', contoso), signedInTo(fabrikam));
    await expect(check(signal)).rejects.toThrow(`The store holds the audit log of tenant ${contoso}`);
    const own = createCheckTenant(storeOf(fabrikam, contoso), signedInTo(fabrikam));
    await expect(own(signal)).resolves.toBe(fabrikam);
  });

  test('reads no page of another tenant for the alerts', async () => {
    const source = createFakeSource([]);
    const span = { from: new Date('2026-11-17T00:00:00Z'), to: new Date('2026-11-18T00:00:00Z') };
    const read = ofOneTenant(source, createCheckTenant(storeOf(contoso), signedInTo(fabrikam)));
    await expect(read.read(span, signal, 'standard')[Symbol.asyncIterator]().next()).rejects.toThrow(
      'another store',
    );
    expect(source.asked).toEqual([]);
  });

  test('accepts any tenant while the store has none, and skips the check without a token', async () => {
    await expect(createCheckTenant(storeOf(), signedInTo(fabrikam))(signal)).resolves.toBe(fabrikam);
    await expect(
      createCheckTenant(storeOf(contoso), () => Promise.resolve(null))(signal),
    ).resolves.toBeNull();
  });
});
