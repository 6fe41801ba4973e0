import { parseEvent } from '../../../shared/audit-source/parse-event';
import { defaultFindingsPolicy } from '../../../shared/domain/findings-policy';
import { isoWeek } from '../../../shared/domain/time/period';
import { utcDaysBetween } from '../../../shared/domain/time/utc-day';
import { createPrepareReport } from '../../../shared/jobs/report/prepare-report';
import { createAccessWorld } from '../fakes/access-world';
import { aLedgerDay, aStoredEvent, createFakeStore, ledgerOf } from '../fakes/ports';
import { createAccessTenant } from './access-tenant';

/** Entries that a report of one tenant named, and those that it had to name. */
export interface AccessScore {
  readonly named: readonly string[];
  readonly expected: readonly string[];
  readonly counts: { readonly changes: number; readonly explained: number };
  readonly expectedCounts: { readonly changes: number; readonly explained: number };
  /** Rules of the reconciliation, as `rule person role`, which the findings name. */
  readonly findings: readonly string[];
}

const rules: Readonly<Record<string, string>> = {
  'appeared-without-event': 'appeared',
  'vanished-without-event': 'vanished',
  'event-without-effect': 'without-effect',
  'activation-not-logged': 'not-logged',
};

/** Takes the snapshots of a tenant's week, makes its report, and returns the named and the hidden entries. */
export async function scoreAccessTenant(seed: number, hidden: number): Promise<AccessScore> {
  const week = isoWeek('2026-W47', seed % 2 === 0 ? 'Europe/Amsterdam' : 'America/Los_Angeles');
  const tenant = createAccessTenant(week, seed, hidden);
  const world = createAccessWorld(tenant.accessAt, { parts: ['roles'], pageSize: 7 });
  for (const night of tenant.nights) await world.snapshot(night);
  const stored = tenant.events.map((event) => {
    const raw = JSON.stringify(event);
    const parsed = parseEvent(raw);
    return aStoredEvent({ id: event.id, at: parsed.ok ? parsed.event.at : parsed.at, raw });
  });
  const now = new Date(week.to.getTime() + 7 * 3_600_000);
  const days = utcDaysBetween(new Date(week.from.getTime() - 40 * 86_400_000), now);
  const { model } = await createPrepareReport({
    ...{ store: createFakeStore(stored), parse: parseEvent, policy: defaultFindingsPolicy },
    ...{ organization: null, readAccess: world.readAccess },
  })(
    { name: 'weekly', timeZone: week.timeZone, columns: null, include: null },
    week,
    ledgerOf(...days.map((each) => aLedgerDay(each))),
    now,
    AbortSignal.timeout(600_000),
  );
  const { changes = [], unexplained = [] } = model.access?.standing?.reconciliation ?? {};
  return {
    named: unexplained.map(({ kind, principal, role }) => `${kind} ${principal.name} ${role.name}`).sort(),
    expected: tenant.unexplained,
    counts: {
      changes: changes.length,
      explained: changes.filter(({ isExplained }) => isExplained).length,
    },
    expectedCounts: { changes: tenant.changes, explained: tenant.explained },
    findings: model.findings
      // A weaker finding on the same events is merged into the stronger one, and named in it.
      .flatMap(({ rule, alsoRules, principal, role }) =>
        [rule, ...alsoRules].flatMap((id) => {
          const kind = rules[id];
          return kind === undefined ? [] : [`${kind} ${principal?.name ?? ''} ${role?.name ?? ''}`];
        }),
      )
      .sort(),
  };
}
