import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import { accessRules } from '../../shared/analysis/findings/rules';
import { parseEvent } from '../../shared/audit-source/parse-event';
import { defaultFindingsPolicy } from '../../shared/domain/findings-policy';
import { lastWholeWeek } from '../../shared/domain/time/period';
import type { StoredEvent } from '../../shared/domain/events/audit-event';
import { utcDaysBetween } from '../../shared/domain/time/utc-day';
import { createPrepareReport } from '../../shared/jobs/report/prepare-report';
import { createAccessWorld } from '../support/fakes/access-world';
import { aLedgerDay, aStoredEvent, createFakeStore, ledgerOf } from '../support/fakes/ports';
import { isCollected } from '../support/outputs/collected';

const day = 86_400_000;

/** The report of a sample's last week, with a snapshot of every night since the week before. */
async function reportOf(seed: number, now: Date, timeZone: string) {
  const tenant = createSampleTenant({ now, seed, timeZone });
  const period = lastWholeWeek(now, timeZone);
  const groups = tenant.events.flatMap(({ targetResources }) =>
    targetResources.flatMap(({ type, id }) => (type === 'Group' && id ? [id] : [])),
  );
  const world = createAccessWorld(tenant.accessAt, { pimGroups: groups });
  const first = Math.floor(period.from.getTime() / day) * day - day + 90 * 60_000;
  for (let at = first; at < period.to.getTime(); at += day) await world.snapshot(new Date(at));
  const stored: StoredEvent[] = tenant.events.filter(isCollected).map((event) => {
    const raw = JSON.stringify(event);
    const parsed = parseEvent(raw);
    return aStoredEvent({ id: event.id, at: parsed.ok ? parsed.event.at : parsed.at, raw });
  });
  const prepare = createPrepareReport({
    ...{ store: createFakeStore(stored), parse: parseEvent, policy: defaultFindingsPolicy },
    ...{ organization: null, readAccess: world.readAccess },
  });
  const ledger = ledgerOf(
    ...utcDaysBetween(new Date(now.getTime() - 30 * day), now).map((each) => aLedgerDay(each)),
  );
  const content = { name: 'weekly', timeZone, columns: null, include: null };
  const { model } = await prepare(content, period, ledger, now, AbortSignal.timeout(900_000));
  return model;
}

test.each([
  [1, '2026-11-23T07:00:00Z', 'Europe/Amsterdam'],
  [3, '2026-11-25T09:30:00Z', 'America/Los_Angeles'],
])(
  'the assignments of the sample match its events, except one case of each kind (seed %i)',
  async (seed, now, zone) => {
    const model = await reportOf(seed, new Date(now), zone);
    const { standing } = model.access ?? { standing: null };
    expect(standing?.state).toBe('complete');
    const { unexplained = [], changes = [] } = standing?.reconciliation ?? {};
    expect(
      unexplained.map(({ kind, principal, role }) => `${kind} ${principal.name} ${role.name}`).sort(),
    ).toEqual([
      'appeared 王 秀英 Conditional Access Administrator',
      'not-logged Tariq Al-Masri SharePoint Administrator',
      'vanished Aleksandra Jovanović Billing Administrator',
      'without-effect Hanna Virtanen SharePoint Administrator',
    ]);
    expect(changes.length).toBeGreaterThan(5);
    const found = new Set(model.findings.flatMap(({ rule, alsoRules = [] }) => [rule, ...alsoRules]));
    // The rule needs 45 days of records.
    expect(accessRules.map(({ id }) => id).filter((id) => !found.has(id))).toEqual(['eligible-not-used']);
  },
);
