import { analyseEvents } from '../../support/analyse-events';
import { rules } from '../../../shared/analysis/findings/rules';
import { noHistory } from '../../../shared/analysis/history/history';
import { createSampleTenant } from '../../../local/sample-tenant/sample-tenant';
import type { WireEvent } from '../../../local/sample-tenant/wire/wire-event';
import { parseEvent } from '../../../shared/audit-source/parse-event';
import type { ParsedEvent, StoredEvent } from '../../../shared/domain/events/audit-event';
import { defaultFindingsPolicy, type FindingsPolicy } from '../../../shared/domain/findings-policy';
import {
  datesPeriod,
  isoWeek,
  isWithin,
  periodLabel,
  previousPeriod,
  type Period,
} from '../../../shared/domain/time/period';
import type { DeliveryRow } from '../../../shared/domain/reports/delivery-row';
import type { ReportFilter } from '../../../shared/domain/reports/report-filter';
import type { Totals } from '../../../shared/domain/reports/totals';
import { addUtcDays, utcDayOf, utcDaysBetween } from '../../../shared/domain/time/utc-day';
import { createPrepareReport } from '../../../shared/jobs/report/prepare-report';
import type { ReadAccessHistory } from '../../../shared/jobs/report/history/read-access-history';
import { aHeld, anAccessHistory, aReading, globalAdministrator } from '../../support/builders/access-history';
import { pastActivations } from '../../support/builders/past';
import { gather } from '../../support/outputs/gather';
import {
  aLedgerDay,
  aRun,
  aStoredEvent,
  createFakeRuns,
  createFakeStore,
  ledgerOf,
} from '../../support/fakes/ports';
import { parseStored, storedOf } from '../../support/builders/stored';
import { isCollected } from '../../support/outputs/collected';
import type { ReportContent } from '../../../shared/jobs/report/report-request';

const now = new Date('2026-11-23T07:00:00.000Z');
const signal = AbortSignal.timeout(900_000);
const period = isoWeek('2026-W47', 'Europe/Amsterdam');
// The week, the week before it, and a day.
const tenant = createSampleTenant({ now, days: 15 });
const plan: ReportContent = { name: 'weekly', timeZone: period.timeZone, columns: null, include: null };
const allComplete = () =>
  ledgerOf(
    ...utcDaysBetween(new Date('2026-11-01T00:00:00.000Z'), now).map((day) => aLedgerDay(day)),
    aLedgerDay('2026-11-23', { state: 'partial', readTo: now }),
  );

const parsedEvents = new Map<string, ParsedEvent>();
const stored: StoredEvent[] = tenant.events.filter(isCollected).map((event) => {
  const raw = JSON.stringify(event);
  const parsed = parseEvent(raw);
  parsedEvents.set(raw, parsed);
  return aStoredEvent({ id: event.id, at: parsed.ok ? parsed.event.at : parsed.at, raw });
});
/** Parses each event of the tenant only once for all tests. */
const parse = (raw: string): ParsedEvent => parsedEvents.get(raw) ?? parseEvent(raw);

function prepare(
  options: {
    events?: readonly StoredEvent[];
    ledger?: ReturnType<typeof ledgerOf>;
    plan?: Partial<ReportContent>;
    organization?: string | null;
    sent?: readonly DeliveryRow[];
    readAccess?: ReadAccessHistory;
  } = {},
) {
  const store = createFakeStore(options.events ?? stored);
  const { organization = 'Contoso', sent = [], readAccess } = options;
  const deliveryLedger = createFakeRuns();
  for (const run of sent) deliveryLedger.set(run);
  const job = createPrepareReport({
    store,
    parse,
    policy: defaultFindingsPolicy,
    organization,
    deliveryLedger,
    ...(readAccess && { readAccess }),
  });
  return job({ ...plan, ...options.plan }, period, options.ledger ?? allComplete(), now, signal);
}

describe('preparing a report', () => {
  /** The report of the whole tenant, without any option. */
  let whole: Awaited<ReturnType<typeof prepare>>;
  beforeAll(async () => {
    whole = await prepare();
  });

  test('returns the model of the period with the totals of the previous period', () => {
    const { model } = whole;
    expect(model).toMatchObject({ report: 'weekly', organization: 'Contoso', generatedAt: now, period });
    expect(model.filter).toBeNull();
    expect(model.coverage.map(({ day }) => day)).toEqual(utcDaysBetween(period.from, period.to));
    const inPeriod = tenant.truth.filter(({ startedAt, requestedAt }) => {
      const at = new Date(startedAt ?? requestedAt);
      return at >= period.from && at < period.to;
    });
    expect(model.elevations.map(({ id }) => id).sort()).toEqual(inPeriod.map(({ id }) => id).sort());
    const activated = inPeriod.filter(({ outcome }) => outcome === 'activated');
    expect(model.totals).toMatchObject({ requests: inPeriod.length, activations: activated.length });
    const before = previousPeriod(period);
    const inBefore = tenant.truth.filter(({ startedAt, requestedAt }) => {
      const at = new Date(startedAt ?? requestedAt);
      return at >= before.from && at < before.to;
    });
    expect(model.previous?.requests).toBe(inBefore.length);
  });

  test('names the previous weeks that nobody mailed in time', async () => {
    const weekOf = (weeksBack: number) =>
      Array.from({ length: weeksBack }).reduce<typeof period>((each) => previousPeriod(each), period);
    const old = weekOf(7);
    const sent = [aRun({ report: 'weekly', edition: periodLabel(old), startedAt: old.to })];
    const { model } = await prepare({ sent });
    expect(model.unmailedWeeks).toEqual([weekOf(6), weekOf(5)].map(periodLabel));
    expect(whole.model.unmailedWeeks).toEqual([]);
  });

  test('marks what the previous period had too as still open', async () => {
    const [anna, kim] = [
      aHeld({ roleId: globalAdministrator }),
      aHeld({
        roleId: globalAdministrator,
        principal: { id: 'u-2', name: 'Kim', upn: 'kim@contoso.example', type: 'user' },
      }),
    ];
    const readAccess = (of: Period) => {
      const held = of.from < period.from ? [anna] : [anna, kim];
      const readings = [aReading(of.from.toISOString(), ...held), aReading(of.to.toISOString(), ...held)];
      return Promise.resolve(anAccessHistory({ 'role-assignments': readings }, [], { held }));
    };
    const { model } = await prepare({ readAccess });
    const standing = model.findings.filter(({ rule }) => rule === 'standing-permanent');
    expect(standing.map(({ principal, isStillOpen }) => [principal?.name, isStillOpen])).toEqual([
      ['Kim', undefined],
      ['Anna Berg', true],
    ]);
  });

  describe("the finding about events that the previous week's report lacks", () => {
    const before = previousPeriod(period);
    // The week in Europe/Amsterdam ends inside a UTC day; all its hours count.
    const held = stored.filter(({ at }) => at !== null && isWithin(before, at)).length;
    const openDays = ['2026-11-12'];
    const report = { edition: '2026-W46', timeZone: period.timeZone };
    const late = async (...sent: readonly DeliveryRow[]) => {
      const { model } = await prepare({ sent });
      return model.findings.filter(
        ({ rule, sentence }) => rule === 'late-events' && sentence.includes('period before'),
      );
    };

    test('is made only if the report lacks one', async () => {
      expect(await late(aRun({ ...report, events: held - 1 }))).toMatchObject([{ count: 1 }]);
      expect(await late(aRun({ ...report, events: held }))).toEqual([]);
    });

    test('is not made once a correction with these events was sent', async () => {
      const first = aRun({ ...report, openDays, events: held - 10 });
      const correction = { ...report, edition: '2026-W46-correction-1', events: held };
      expect(await late(first)).toMatchObject([{ count: 10 }]);
      expect(await late(first, aRun({ ...correction, state: 'sending' }))).toMatchObject([{ count: 10 }]);
      expect(await late(first, aRun(correction))).toEqual([]);
    });
  });

  test.each([
    ['of its own week', '2026-11-18'],
    ['of the previous week', '2026-11-11'],
    ['of the first day of the previous week', '2026-11-09'],
  ])('reports missing stored events %s, compared with the counts of the ledger', async (_, day) => {
    const ledger = allComplete();
    const held = stored.filter(({ at }) => at !== null && utcDayOf(at) === day).length;
    for (const [events, count] of [
      [held, 0],
      [held + 2, 2],
    ] as const) {
      for (const row of ledger.values())
        ledger.set(row.day, { ...row, events: row.day === day ? events : 0 });
      const { model } = await prepare({ ledger });
      const found = model.findings.filter(({ rule }) => rule === 'events-missing');
      expect(found.map((finding) => [finding.severity, finding.count])).toEqual(
        count === 0 ? [] : [['high', count]],
      );
      // Missing events on its own days make a report incomplete, even if a filter hides the finding.
      const include = { findings: ['self-approval'] };
      const narrow = await prepare({ ledger, plan: { include } });
      const lost = count > 0 && day >= '2026-11-16' ? [{ day, read: held, counted: held + 2 }] : [];
      expect([model.missingEvents, narrow.model.missingEvents]).toEqual([lost, lost]);
    }
  });

  test('has no totals of the previous period if one of its days is not complete', async () => {
    const ledger = allComplete();
    ledger.set('2026-11-12', aLedgerDay('2026-11-12', { state: 'partial', readTo: null }));
    expect((await prepare({ ledger })).model.previous).toBeNull();
  });

  test('logs every event of the period unchanged, in order of time, at every call', async () => {
    const { model, log } = whole;
    const inPeriod = stored.filter(({ at }) => at !== null && at >= period.from && at < period.to);
    const logged = await gather(log());
    expect(logged.map(({ raw }) => raw).sort()).toEqual(inPeriod.map(({ raw }) => raw).sort());
    expect(logged.map(({ at }) => at)).toEqual(
      inPeriod.map(({ at }) => at).sort((a, b) => Number(a) - Number(b)),
    );
    expect(await gather(log())).toEqual(logged);
    expect(model.totals.events).toBe(logged.length);
  });

  test('logs unreadable events, with and without a time, and adds a finding for them', async () => {
    const odd = aStoredEvent({ id: 'odd', at: new Date('2026-11-18T08:00:00.000Z'), raw: '{"id":"odd"}' });
    const undated = aStoredEvent({ id: null, at: null, raw: '"what is this?"', problem: 'no event' });
    const { log, model } = await prepare({ events: [...stored, odd, undated] });
    const broken = (await gather(log())).filter(({ problem }) => problem !== null);
    expect(broken.map(({ raw }) => raw)).toEqual([odd.raw, undated.raw]);
    expect(model.findings.length).toBeGreaterThan(whole.model.findings.length);
  });

  test('uses the tenant id as the organization when none is set', async () => {
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

  test('returns an empty report for a week without events', async () => {
    const { model, log } = await prepare({ events: [] });
    expect(model.elevations).toEqual([]);
    expect(model.totals).toMatchObject({ events: 0, activations: 0, elevatedMinutes: 0 });
    expect(model.coverage.every(({ state }) => state === 'complete')).toBe(true);
    expect(await gather(log())).toEqual([]);
  });

  test('narrows rows, totals and the raw log in the same way', async () => {
    const { model, log } = await prepare({ plan: { include: { providers: ['group'] } } });
    expect(model.filter).not.toBeNull();
    expect(model.elevations.length).toBeGreaterThan(0);
    expect(model.elevations.every(({ provider }) => provider === 'group')).toBe(true);
    expect(model.totals.requests).toBe(model.elevations.length);
    const shown = new Set(
      [...model.elevations, ...model.changes, ...model.findings].flatMap(({ eventIds }) => eventIds),
    );
    for (const { id } of await gather(log())) expect(shown.has(id ?? '')).toBe(true);
    expect(model.unknownActivities).toEqual([]);
  });

  test('contains no event of a person or role that is outside its filter', async () => {
    const rows = [...whole.model.elevations, ...whole.model.changes];
    const people = [...new Set(rows.map(({ principal }) => principal?.name ?? ''))].filter(Boolean);
    const roles = [...new Set(rows.map(({ role }) => role?.name ?? ''))].filter(Boolean);
    expect([people.length > 9, roles.length > 5]).toEqual([true, true]);
    const filters = [
      ...people.slice(0, 3).map((name) => ({ principals: [name] })),
      ...roles.slice(0, 2).map((name) => ({ roles: [name] })),
    ];
    for (const include of filters) {
      const isIn = ({ principal, role }: (typeof rows)[number]) =>
        'principals' in include
          ? include.principals.includes(principal?.name ?? '')
          : include.roles.includes(role?.name ?? '');
      const [own, others] = [rows.filter(isIn), rows.filter((row) => !isIn(row))];
      const ownIds = new Set(own.flatMap(({ eventIds }) => eventIds));
      const foreign = new Set(others.flatMap(({ eventIds }) => eventIds).filter((id) => !ownIds.has(id)));
      const { model, log } = await prepare({ plan: { include } });
      const shown = [
        ...(await gather(log())).map(({ id }) => id ?? ''),
        ...model.findings.flatMap((f) => f.eventIds),
      ];
      expect([include, shown.filter((id) => foreign.has(id))]).toEqual([include, []]);
    }
  });

  test('reports a missing end only if the log is known up to that time', async () => {
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

describe('the trend and history of a report', () => {
  const week = isoWeek('2026-W47', 'Europe/Amsterdam');
  const past = pastActivations(new Date('2026-08-01T00:00:00.000Z'), now, 7 * 3_600_000);
  const pastStored = past.map(storedOf);
  const past12 = Array.from({ length: 11 }).reduce<Period[]>(
    (weeks) => [previousPeriod(weeks[0]!), ...weeks],
    [week],
  );
  const knownDays = () =>
    ledgerOf(
      ...utcDaysBetween(new Date('2026-08-01T00:00:00.000Z'), now).map((day) => aLedgerDay(day)),
      aLedgerDay('2026-11-23', { state: 'partial', readTo: now }),
    );
  const of = async (
    ledger = knownDays(),
    options: { include?: ReportFilter; period?: Period; policy?: FindingsPolicy } = {},
  ) => {
    const { include = null, period = week, policy = defaultFindingsPolicy } = options;
    const store = createFakeStore(pastStored);
    const job = createPrepareReport({ store, parse: parseStored, policy, organization: 'Contoso' });
    return (await job({ ...plan, include }, period, ledger, now, signal)).model;
  };
  const alone = (period: Period, events = past) => {
    const known = { coverage: [], unreadable: 0, knownUntil: now, asOf: now, history: noHistory };
    return analyseEvents({ events, period, ...known, policy: defaultFindingsPolicy });
  };
  /** The report of all these events, without any option. */
  let whole: Awaited<ReturnType<typeof of>>;
  beforeAll(async () => {
    whole = await of();
  });
  const counted = ({ findings, ...totals }: Totals) => (findings === undefined ? null : totals);

  test('has a trend with the totals that each of twelve weeks has alone', () => {
    const { trend, totals, previous } = whole;
    expect(trend.map(({ label }) => label)).toEqual(past12.map(periodLabel));
    expect(trend.map(({ from, to }) => [from, to])).toEqual(past12.map(({ from, to }) => [from, to]));
    expect(trend.map((each) => each.totals)).toEqual(past12.map((each) => counted(alone(each).totals)));
    expect(new Set(trend.map((each) => each.totals?.elevatedMinutes)).size).toBeGreaterThan(3);
    expect(trend.slice(-2).map((each) => each.totals)).toEqual([counted(previous!), counted(totals)]);
  });

  test('counts each event at the edge of a week in one week only', () => {
    const { trend } = whole;
    const sum = trend.reduce((events, each) => events + (each.totals?.events ?? 0), 0);
    const [from, to] = [past12[0]!.from, week.to];
    expect(sum).toBe(past.filter(({ at }) => at >= from && at < to).length);
  });

  test('marks weeks with a missing day, and starts with the first week with a known day', async () => {
    const ledger = knownDays();
    for (const day of ['2026-09-10', '2026-09-09', '2026-10-14']) ledger.delete(day);
    const { trend } = await of(ledger);
    expect(trend.map(({ label, isWhole }) => (isWhole ? label.slice(-2) : '-')).join(' ')).toBe(
      '36 - 38 39 40 41 - 43 44 45 46 47',
    );
    for (let day = '2026-08-01'; day < '2026-09-20'; day = addUtcDays(day, 1)) ledger.delete(day);
    expect((await of(ledger)).trend[0]?.label).toBe('2026-W38');
  });

  test('has no trend for a period that is not a week', async () => {
    const period = datesPeriod('2026-11-16', '2026-11-20', 'Europe/Amsterdam');
    expect((await of(knownDays(), { period })).trend).toEqual([]);
  });

  test('has a trend of the filtered rows in a narrowed report', async () => {
    const { trend, totals } = await of(knownDays(), { include: { principals: ['Kim'] } });
    const kim = past.filter(({ principal }) => principal?.name === 'Kim');
    const expected = past12.map((each) => counted(alone(each, kim).totals));
    // Events count in the week of their row: the end of a week's last elevation counts in that week.
    const rows = (list: typeof expected) => list.map((each) => each && { ...each, events: 0 });
    expect(rows(trend.map((each) => each.totals))).toEqual(rows(expected));
    expect(trend.at(-1)?.totals).toEqual(counted(totals));
  });

  test('has the same trend with all rules switched off', async () => {
    const policy = { ...defaultFindingsPolicy, disabled: rules.map(({ id }) => id) };
    expect((await of(knownDays(), { policy })).trend).toEqual(whole.trend);
  });

  test('fires no first-activation finding without history, and otherwise states the days on record', async () => {
    // Only this rule is on, so that no stronger one absorbs its findings.
    const disabled = rules.map(({ id }) => id).filter((id) => id !== 'first-activation-of-role');
    const policy = { ...defaultFindingsPolicy, disabled };
    const first = async (from: string) => {
      const store = createFakeStore(past.filter(({ at }) => at >= new Date(from)).map(storedOf));
      const ledger = ledgerOf(...utcDaysBetween(new Date(from), now).map((day) => aLedgerDay(day)));
      const job = createPrepareReport({ store, parse: parseStored, policy, organization: 'Contoso' });
      const { findings } = (await job(plan, week, ledger, now, signal)).model;
      return findings
        .filter(({ rule }) => rule === 'first-activation-of-role')
        .map(({ sentence }) => sentence);
    };
    expect(await first('2026-11-01T00:00:00.000Z')).toEqual([]);
    // Without earlier events, the first report would list everybody.
    expect(await first('2026-11-15T00:00:00.000Z')).toEqual([]);
    const kim = past
      .filter(({ at, principal }) => at < week.from && principal?.name === 'Kim')
      .map(({ id }) => id);
    const store = createFakeStore(past.filter(({ id }) => !kim.includes(id)).map(storedOf));
    const job = createPrepareReport({ store, parse: parseStored, policy, organization: null });
    const { findings } = (await job(plan, week, knownDays(), now, signal)).model;
    const said = findings.filter(({ rule }) => rule === 'first-activation-of-role');
    expect(said.map(({ principal }) => principal?.name)).toEqual(['Kim', 'Kim']);
    expect(said[0]?.sentence).toMatch(/ for the first time in the 10\d days on record\.$/);
  });
});
