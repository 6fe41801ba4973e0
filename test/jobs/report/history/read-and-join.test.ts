import { joinPeriod, selectPeriod, type JoinedPeriod } from '../../../../shared/analysis/join-period';
import type { AuditEvent, StoredEvent } from '../../../../shared/domain/events/audit-event';
import { defaultFindingsPolicy, type FindingsPolicy } from '../../../../shared/domain/findings-policy';
import {
  datesPeriod,
  isoWeek,
  periodLabel,
  previousPeriod,
  type Period,
} from '../../../../shared/domain/time/period';
import { rules } from '../../../../shared/analysis/findings/rules';
import { createReadAndJoin } from '../../../../shared/jobs/report/history/read-and-join';
import { startOfUtcDay, utcDaysBetween } from '../../../../shared/domain/time/utc-day';
import { activationEvents, pimEvent } from '../../../support/builders/events';
import { pastActivations } from '../../../support/builders/past';
import { aLedgerDay, aStoredEvent, createFakeStore, ledgerOf } from '../../../support/fakes/ports';
import { parseStored, storedOf } from '../../../support/builders/stored';
import type { EventStore } from '../../../../shared/jobs/collect/event-store';

const day = 86_400_000;
const week47 = isoWeek('2026-W47', 'Europe/Amsterdam');
const now = new Date('2026-11-23T07:00:00.000Z');
const signal = AbortSignal.timeout(900_000);
const past = pastActivations(new Date('2026-05-01T00:00:00.000Z'), now, 11 * 3_600_000);
const pastStored = past.map(storedOf);
const noRules = { disabled: rules.map(({ id }) => id) };

/** A store that records each read. */
function spied(events: readonly StoredEvent[]) {
  const reads: string[] = [];
  const store = createFakeStore(events);
  const reader: Pick<EventStore, 'read' | 'readUndated'> = {
    readUndated: (signal) => store.readUndated(signal),
    read(from, to, signal) {
      reads.push(`${from.toISOString()} ${to.toISOString()}`);
      return store.read(from, to, signal);
    },
  };
  return { reads, reader };
}

async function readPast(
  options: {
    events?: readonly AuditEvent[];
    more?: readonly StoredEvent[];
    period?: Period;
    policy?: Partial<FindingsPolicy>;
    weeks?: number;
  } = {},
) {
  const events = options.events?.map(storedOf) ?? pastStored;
  const { reads, reader } = spied([...events, ...(options.more ?? [])]);
  const policy = { ...defaultFindingsPolicy, ...options.policy };
  const weeks: { week: Period; joined: JoinedPeriod }[] = [];
  const ledger = ledgerOf(aLedgerDay('2026-11-16'), aLedgerDay('2026-11-17', { state: 'partial' }));
  const read = createReadAndJoin({ store: reader, parse: parseStored, policy });
  const onWeek = (week: Period, joined: JoinedPeriod) => weeks.push({ week, joined });
  const factsOf = (_: Period, joined: JoinedPeriod) => joined;
  const order = { period: options.period ?? week47, ledger, now, weeks: options.weeks ?? 0, factsOf, onWeek };
  return { ...(await read(order, signal)), weeks, reads };
}

describe('reading history', () => {
  /** What is read of the week and its past, without any option. */
  let whole: Awaited<ReturnType<typeof readPast>>;
  beforeAll(async () => {
    whole = await readPast();
  });

  test('reads the store once, back to the look-back of the rules before the previous period', () => {
    const { reads, weeks, previous } = whole;
    expect(reads).toHaveLength(1);
    const from = new Date(reads[0]?.split(' ')[0] ?? '').getTime();
    expect(previous.period.from.getTime() - from).toBeGreaterThanOrEqual(180 * day);
    expect(weeks).toHaveLength(26);
  });

  test('reads the store once for all reports of a run while the counts of the ledger do not change', async () => {
    const spy = spied(pastStored);
    const parts = { store: spy.reader, parse: parseStored, policy: { ...defaultFindingsPolicy, ...noRules } };
    const shared = createReadAndJoin({ ...parts, isShared: true });
    const order = (events: number, period = week47) => ({
      ...{ period, now, weeks: 1, ledger: ledgerOf(aLedgerDay('2026-11-16', { events })) },
      ...{ factsOf: () => null, onWeek: () => undefined },
    });
    const first = await shared(order(5), signal);
    expect(await shared(order(5), signal)).toEqual(first);
    expect(spy.reads).toHaveLength(1);
    // Another count, an earlier period and another zone are other readings.
    expect(await shared(order(6), signal)).toEqual(first);
    expect(spy.reads).toHaveLength(2);
    for (const period of [previousPeriod(week47), isoWeek('2026-W47', 'Asia/Tokyo')]) {
      const alone = createReadAndJoin({ ...parts, store: spied(pastStored).reader });
      expect(await shared(order(6, period), signal)).toEqual(await alone(order(6, period), signal));
    }
    expect(spy.reads).toHaveLength(4);
  });

  test('keeps in memory only those events of half a year that every report reads', async () => {
    const spy = spied(pastStored);
    const parts = { store: spy.reader, parse: parseStored, policy: defaultFindingsPolicy };
    const shared = createReadAndJoin({ ...parts, isShared: true });
    const order = {
      period: week47,
      now,
      weeks: 0,
      ledger: ledgerOf(),
      factsOf: () => null,
      onWeek: () => undefined,
    };
    const first = await shared(order, signal);
    expect(await shared(order, signal)).toEqual(first);
    const [half, older] = spy.reads.map((read) => read.split(' '));
    expect([spy.reads.length, older?.[0]]).toEqual([2, half?.[0]]);
    // The week before the previous one, and the eight days before it, are kept.
    expect(older?.[1]).toBe('2026-10-24T23:00:00.000Z');
  });

  const allBut = (rule: string) => ({ disabled: noRules.disabled.filter((id) => id !== rule) });
  test.each<[string, NonNullable<Parameters<typeof readPast>[0]>, string[] | number]>([
    ['no rule', { policy: noRules }, []],
    ['no rule, and three weeks', { policy: noRules, weeks: 3 }, ['2026-W44', '2026-W45']],
    ['a rule of 90 days', { policy: allBut('first-off-hours-activation'), weeks: 0 }, 13],
    ['a rule of 1e12 days', { policy: { thresholds: { 'new-role-holder': { days: 1e12 } } } }, 523],
  ])('reads no further back than necessary: %s', async (_, options, expected) => {
    const { weeks } = await readPast({ ...options, events: [] });
    const labels = weeks.map(({ week }) => periodLabel(week));
    expect(typeof expected === 'number' ? labels.length : labels).toEqual(expected);
  });

  test('returns each week joined as if it was joined alone, without a gap between weeks', () => {
    const { weeks, previous } = whole;
    for (const [index, { week, joined }] of weeks.entries()) {
      expect(week.to).toEqual(weeks[index + 1]?.week.from ?? previous.period.from);
      const { elevations, events } = joinPeriod(past, week, now, []);
      expect([joined.events, joined.elevations]).toEqual([events, elevations]);
    }
  });

  test('gives each period the history before it, and nothing later', () => {
    const { previous, current } = whole;
    for (const { period, history } of [previous, current]) {
      const earlier = joinPeriod(past, { from: past[0]!.at, to: period.from }, now, []).elevations;
      const starts = earlier.flatMap(({ startedAt, principal }) =>
        startedAt === null ? [] : ([[principal.id, startedAt.getTime()]] as const),
      );
      expect(new Map(history.activated)).toEqual(new Map(starts));
      expect(history.completeDays).toEqual(new Set(['2026-11-16']));
    }
  });

  test('includes events across the edges of the period and of the previous one', () => {
    const { previous, current } = whole;
    for (const { period, joined } of [previous, current]) {
      expect(selectPeriod(joined, period).elevations).toEqual(joinPeriod(past, period, now, []).elevations);
    }
    expect(previous.period).toEqual(previousPeriod(week47));
  });

  test.each([
    ['three days', datesPeriod('2026-11-10', '2026-11-12', 'UTC')],
    ['a month', datesPeriod('2026-10-01', '2026-10-31', 'America/Los_Angeles')],
  ])('reads a period of %s', async (_, period) => {
    const { current, previous, weeks } = await readPast({ period });
    expect(current.period).toEqual(period);
    expect(weeks.at(-1)?.week.to).toEqual(previous.period.from);
    expect(selectPeriod(current.joined, period).elevations).toEqual(
      joinPeriod(past, period, now, []).elevations,
    );
  });

  test('counts the unreadable events of each period, and those without a time in both', async () => {
    const broken = (id: string, time: string) => aStoredEvent({ id, at: new Date(time), raw: '{}' });
    const { previous, current } = await readPast({
      more: [
        broken('a', '2026-11-15T23:00:00.000Z'),
        broken('b', '2026-11-15T22:59:59.999Z'),
        broken('c', '2026-11-10T00:00:00.000Z'),
        broken('d', '2026-11-22T23:00:00.000Z'),
        aStoredEvent({ id: null, at: null, raw: '{}' }),
      ],
    });
    expect([previous.unreadable, current.unreadable]).toEqual([3, 2]);
  });

  test('includes an assignment made months ahead in the week of its start, when the directory logs it', async () => {
    const made = (id: string, startTime: string) => ({
      ...pimEvent('Add member to role in PIM completed (timebound)', '1', { requestId: id }),
      ...{ id, at: new Date('2026-08-05T09:00:00.000Z'), startTime: new Date(startTime) },
    });
    const { current } = await readPast({
      events: [made('now', '2026-11-18T08:00:00.000Z'), made('past', '2026-09-18T08:00:00.000Z')],
    });
    expect(current.joined.distinct.map(({ id }) => id)).toEqual(['now']);
  });

  test('shows an activation granted months ahead in the week of its request and in the week of its start', async () => {
    const steps = activationEvents('far-ahead');
    const asked = new Date('2026-08-05T09:00:00.000Z');
    const [startTime, expirationTime] = ['2026-11-18T08:00:00.000Z', '2026-11-18T12:00:00.000Z'].map(
      (text) => new Date(text),
    ) as [Date, Date];
    const events = [
      { ...steps.requested('1'), id: 'asked', at: asked, startTime, expirationTime },
      {
        ...steps.completed('1'),
        id: 'granted',
        at: new Date(asked.getTime() + 60_000),
        startTime,
        expirationTime,
      },
      { ...steps.expired('1'), id: 'ended', at: expirationTime },
    ];
    const then = await readPast({ events, period: isoWeek('2026-W32', 'Europe/Amsterdam') });
    const requested = joinPeriod(
      then.current.joined.distinct,
      then.current.period,
      new Date('2026-08-10T07:00:00Z'),
      [],
    );
    expect(requested.elevations).toMatchObject([
      { outcome: 'pending', requestedAt: asked, startedAt: startTime, endedAt: null },
    ]);
    const { previous, current, weeks } = await readPast({ events });
    expect(selectPeriod(current.joined, current.period).elevations).toMatchObject([
      { outcome: 'activated', requestedAt: asked, startedAt: startTime, endedBy: 'expired' },
    ]);
    expect(selectPeriod(previous.joined, previous.period).elevations).toEqual([]);
    const seen = weeks.flatMap(({ week, joined }) =>
      joined.elevations.map(({ outcome }) => [periodLabel(week), outcome]),
    );
    expect(seen).toEqual([['2026-W32', 'pending']]);
  });

  test('remembers an assignment outside PIM for as long as PIM reports it', async () => {
    const sighting = 'Add member to role outside of PIM (permanent)';
    const days = utcDaysBetween(new Date('2026-05-01T00:00:00.000Z'), new Date('2026-11-11T00:00:00.000Z'));
    const events = days.map((each) => ({ ...pimEvent(sighting, '1'), at: startOfUtcDay(each) }));
    const { current } = await readPast({ events });
    const [lastSeen = 0] = current.history.held.values();
    // The time is precise to a week: it must not be much earlier than the real one.
    expect(new Date(lastSeen).toISOString() > '2026-10-31').toBe(true);
    const [known] = current.history.principals.values();
    expect(new Date(known?.first ?? Infinity).toISOString() < '2026-05-04').toBe(true);
  });

  test('keeps only small summaries of a large store, and the events of a month', async () => {
    const events = pastActivations(new Date('2026-05-04T00:00:00.000Z'), now, 3 * 3_600_000);
    expect(events.length).toBeGreaterThan(4_000);
    const { current, weeks } = await readPast({ events });
    const { activated, activatedRole, addresses } = current.history;
    expect([activated.size, activatedRole.size, addresses.size]).toEqual([3, 6, 3]);
    for (const { joined } of weeks) expect(joined.allElevations.length).toBeLessThan(events.length / 20);
  });
});
