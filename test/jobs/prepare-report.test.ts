import { createSampleTenant } from '../../local/sample-tenant/sample-tenant';
import type { WireEvent } from '../../local/sample-tenant/wire-event';
import { parseEvent } from '../../shared/audit-source/parse-event';
import type { StoredEvent } from '../../shared/domain/audit-event';
import { defaultFindingsPolicy } from '../../shared/domain/findings-policy';
import { isoWeek, previousPeriod } from '../../shared/domain/period';
import { addUtcDays, utcDaysBetween } from '../../shared/domain/utc-day';
import { createPrepareReport, type ReportPlan } from '../../shared/jobs/prepare-report';
import { gather } from '../support/pipeline';
import { aLedgerDay, aStoredEvent, createFakeStore, ledgerOf } from '../support/ports';

const now = new Date('2026-11-23T07:00:00.000Z');
const signal = AbortSignal.timeout(60_000);
const period = isoWeek('2026-W47', 'Europe/Amsterdam');
const tenant = createSampleTenant({ now });
const plan: ReportPlan = { name: 'weekly', timeZone: period.timeZone, columns: null, include: null };
const allComplete = () =>
  ledgerOf(
    ...utcDaysBetween(new Date('2026-11-01T00:00:00.000Z'), now).map((day) => aLedgerDay(day)),
    aLedgerDay('2026-11-23', { state: 'partial', readTo: now }),
  );

const isOurs = ({ loggedByService, category }: WireEvent) =>
  loggedByService === 'PIM' || (loggedByService === 'Core Directory' && category === 'RoleManagement');
const stored: StoredEvent[] = tenant.events.filter(isOurs).map((event) => {
  const raw = JSON.stringify(event);
  const parsed = parseEvent(raw);
  return aStoredEvent({ id: event.id, at: parsed.ok ? parsed.event.at : parsed.at, raw });
});

function prepare(
  options: {
    events?: readonly StoredEvent[];
    ledger?: ReturnType<typeof ledgerOf>;
    plan?: Partial<ReportPlan>;
    organization?: string | null;
  } = {},
) {
  const store = createFakeStore(options.events ?? stored);
  const { organization = 'Contoso' } = options;
  const job = createPrepareReport({ store, parse: parseEvent, policy: defaultFindingsPolicy, organization });
  return job({ ...plan, ...options.plan }, period, options.ledger ?? allComplete(), now, signal);
}

describe('preparing a report', () => {
  test('gives the model of the period, and the totals of the one before', async () => {
    const { model } = await prepare();
    expect(model).toMatchObject({ report: 'weekly', organization: 'Contoso', generatedAt: now, period });
    expect(model.filter).toBeNull();
    expect(model.coverage.map(({ day }) => day)).toEqual(utcDaysBetween(period.from, period.to));
    const inPeriod = tenant.truth.filter(({ startedAt, requestedAt }) => {
      const at = new Date(startedAt ?? requestedAt);
      return at >= period.from && at < period.to;
    });
    expect(model.elevations.map(({ id }) => id).sort()).toEqual(inPeriod.map(({ id }) => id).sort());
    expect(model.totals.activations).toBe(inPeriod.length);
    const before = previousPeriod(period);
    const inBefore = tenant.truth.filter(({ startedAt, requestedAt }) => {
      const at = new Date(startedAt ?? requestedAt);
      return at >= before.from && at < before.to;
    });
    expect(model.previous?.activations).toBe(inBefore.length);
  });

  test('says nothing of the period before when that is not known whole', async () => {
    const ledger = allComplete();
    ledger.set('2026-11-12', aLedgerDay('2026-11-12', { state: 'partial', readTo: null }));
    expect((await prepare({ ledger })).model.previous).toBeNull();
  });

  test('logs every event of the period as it is stored, in order of time, as often as it is asked', async () => {
    const { model, log } = await prepare();
    const inPeriod = stored.filter(({ at }) => at !== null && at >= period.from && at < period.to);
    const logged = await gather(log());
    expect(logged.map(({ raw }) => raw).sort()).toEqual(inPeriod.map(({ raw }) => raw).sort());
    expect(logged.map(({ at }) => at)).toEqual(
      inPeriod.map(({ at }) => at).sort((a, b) => Number(a) - Number(b)),
    );
    expect(await gather(log())).toEqual(logged);
    expect(model.totals.events).toBe(logged.length);
  });

  test('logs what cannot be understood, with and without a time, and a finding tells of it', async () => {
    const odd = aStoredEvent({ id: 'odd', at: new Date('2026-11-18T08:00:00.000Z'), raw: '{"id":"odd"}' });
    const undated = aStoredEvent({ id: null, at: null, raw: '"what is this?"', problem: 'no event' });
    const { log, model } = await prepare({ events: [...stored, odd, undated] });
    const broken = (await gather(log())).filter(({ problem }) => problem !== null);
    expect(broken.map(({ raw }) => raw)).toEqual([odd.raw, undated.raw]);
    const plain = (await prepare()).model.findings;
    expect(model.findings.length).toBeGreaterThan(plain.length);
  });

  test('is called after the tenant when no organization is set', async () => {
    const told = stored.map((event, index): StoredEvent => {
      const wire = JSON.parse(event.raw) as WireEvent;
      const tid = { key: 'tid', value: tenant.tenantId };
      const details = [...(wire.additionalDetails ?? []), tid];
      return index === 40
        ? { ...event, raw: JSON.stringify({ ...wire, additionalDetails: details }) }
        : event;
    });
    expect((await prepare({ organization: null, events: told })).model.organization).toBe(tenant.tenantId);
    expect((await prepare({ organization: null, events: [] })).model.organization).toBe('Your tenant');
  });

  test('gives an empty report of a week without events', async () => {
    const { model, log } = await prepare({ events: [] });
    expect(model.elevations).toEqual([]);
    expect(model.totals).toMatchObject({ events: 0, activations: 0, elevatedMinutes: 0 });
    expect(model.coverage.every(({ state }) => state === 'complete')).toBe(true);
    expect(await gather(log())).toEqual([]);
  });

  test('narrows rows, totals and the raw log alike', async () => {
    const { model, log } = await prepare({ plan: { include: { providers: ['group'] } } });
    expect(model.filter).not.toBeNull();
    expect(model.elevations.length).toBeGreaterThan(0);
    expect(model.elevations.every(({ provider }) => provider === 'group')).toBe(true);
    expect(model.totals.activations).toBe(model.elevations.length);
    const shown = new Set(
      [...model.elevations, ...model.changes, ...model.findings].flatMap(({ eventIds }) => eventIds),
    );
    for (const { id } of await gather(log())) expect(shown.has(id ?? '')).toBe(true);
    expect(model.unknownActivities).toEqual([]);
  });

  test('complains of a missing end only where the log is known so far', async () => {
    const withoutEnd = tenant.truth.find(
      ({ startedAt, endedBy }) =>
        startedAt !== null && startedAt > '2026-11-17' && startedAt < '2026-11-21' && endedBy === 'inferred',
    );
    const first = withoutEnd?.startedAt?.slice(0, 10) ?? '';
    expect(first).not.toBe('');
    const ledger = allComplete();
    for (let day = first; day < '2026-11-24'; day = addUtcDays(day, 1)) ledger.delete(day);
    const complaints = async (of: ReturnType<typeof ledgerOf>) =>
      (await prepare({ ledger: of })).model.findings.filter(
        ({ rule, eventIds }) =>
          rule === 'activation-without-end' && eventIds.some((id) => withoutEnd?.eventIds.includes(id)),
      );
    expect(await complaints(allComplete())).toHaveLength(1);
    expect(await complaints(ledger)).toEqual([]);
  });
});
