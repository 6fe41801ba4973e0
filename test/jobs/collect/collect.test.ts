import type { CheckTenant } from '../../../shared/jobs/collect/check-tenant';
import { storedEventTraits } from '../../../shared/import/stored-event-traits';
import type { StoredEvent } from '../../../shared/domain/events/audit-event';
import { InterruptedError } from '../../../shared/domain/interrupted-error';
import { RefusalError } from '../../../shared/domain/refusal-error';
import { addUtcDays, utcDayOf } from '../../../shared/domain/time/utc-day';
import { createCollect, type CollectProgress } from '../../../shared/jobs/collect/collect';
import {
  aLedgerDay,
  aStoredEvent,
  createFakeLedger,
  createFakeSource,
  createFakeStore,
  createFakeSummaries,
  ledgerOf,
  type Journal,
  type SpanScript,
  noTenant,
} from '../../support/fakes/ports';

const now = new Date('2026-11-23T01:30:00.000Z');
const signal = AbortSignal.timeout(900_000);
const policy = { overlapDays: 1, retentionDays: 0 };
const horizon = Array.from({ length: 30 }, (_, index) => addUtcDays('2026-10-24', index));
const noonOf = (day: string): StoredEvent => aStoredEvent({ id: day, at: new Date(`${day}T12:00:00.000Z`) });
/** One event at noon of each of the last thirty days. */
const events = horizon.map(noonOf);
const allComplete = () =>
  ledgerOf(...horizon.map((day) => aLedgerDay(day, { events: 1, firstCompleteEvents: 1, lastReadAt: now })));

/** Fails for spans that hold the day. */
const brokenAt =
  (days: readonly string[], error = new Error('HTTP 500')): SpanScript =>
  ({ from, to }) =>
    days.some((day) => utcDayOf(from) <= day && new Date(`${day}T00:00:00Z`) < to) ? error : [];

function world(options: {
  events?: readonly StoredEvent[];
  rows?: ReturnType<typeof ledgerOf>;
  spoil?: SpanScript;
  availableFrom?: Date;
  answeredAt?: Date;
  checkTenant?: CheckTenant;
  traitsOf?: typeof storedEventTraits;
}) {
  const journal: Journal = [];
  const progress: CollectProgress[] = [];
  const source = createFakeSource(options.events ?? events, options);
  const store = createFakeStore([], journal);
  const ledger = createFakeLedger(options.rows ?? ledgerOf(), journal);
  const summaries = createFakeSummaries();
  const collect = createCollect({
    checkTenant: options.checkTenant ?? noTenant,
    source,
    store,
    ledger,
    summaries,
    policy,
    traitsOf: options.traitsOf ?? storedEventTraits,
    onProgress: (step) => progress.push(step),
  });
  const states = () => Object.fromEntries([...ledger.rows].map(([day, { state }]) => [day, state]));
  return { journal, progress, source, store, ledger, summaries, collect, states };
}

describe('the tenant of the sign-in', () => {
  test('is recorded with the days that were read', async () => {
    const { collect, ledger } = world({ rows: allComplete(), checkTenant: () => Promise.resolve('contoso') });
    const { days } = await collect.collectDue(now, signal);
    expect(days.map(({ tenantId }) => tenantId)).toEqual(days.map(() => 'contoso'));
    expect(ledger.rows.get(horizon[0]!)?.tenantId).toBeUndefined();
  });

  test('ends the run before anything is read or written if it differs from the tenant of the store', async () => {
    const refusal = new RefusalError('another tenant');
    const { collect, source, journal } = world({ checkTenant: () => Promise.reject(refusal) });
    await expect(collect.collectDue(now, signal)).rejects.toBe(refusal);
    await expect(collect.collectDays(horizon, now, signal)).rejects.toBe(refusal);
    expect([source.asked, journal]).toEqual([[], []]);
  });
});

describe('collecting the days that are due', () => {
  test('reads the whole horizon in the first run, and records it in the ledger', async () => {
    const { collect, store, ledger } = world({});
    const { days, failures } = await collect.collectDue(now, signal);
    expect(failures).toEqual([]);
    expect(days.map(({ day }) => day)).toEqual(horizon);
    expect([...ledger.rows.values()]).toEqual(days);
    expect(days.every(({ state, events }) => state === 'complete' && events === 1)).toBe(true);
    expect(store.events.size).toBe(30);
  });

  test('stores no event twice that an import stores while it is read', async () => {
    const day = '2026-11-22';
    const { collect, store, ledger, source } = world({
      rows: allComplete(),
      traitsOf: ({ id, at, source: from }) => ({
        ...{ id, at, source: from, facts: 5, keys: ['second:x'] },
        form: id.startsWith('import:') ? 'nameless' : 'event',
      }),
    });
    const save = store.save.bind(store);
    let isFirst = true;
    store.save = async (saved, aborted) => {
      await save(saved, aborted);
      if (!isFirst || !saved.some(({ id }) => id === day)) return;
      isFirst = false;
      await ledger.write([aLedgerDay(day, { events: 1, firstCompleteEvents: 1, importedEvents: 1 })], signal);
      await save([aStoredEvent({ id: 'import:1', source: 'portal csv', at: noonOf(day).at })], signal);
    };
    await collect.collectDays([day], now, signal);
    expect([...store.events.keys()]).toEqual([day]);
    expect(ledger.rows.get(day)).toMatchObject({ state: 'complete', events: 1, importedEvents: 0 });
    expect(source.asked).toHaveLength(2);
  });

  test('meets what an import stores on the next day while a day is read', async () => {
    const [day, next] = ['2026-11-21', '2026-11-22'];
    const late = aStoredEvent({ id: 'late', at: new Date(`${day}T23:59:50Z`) });
    const { collect, store, ledger, source } = world({
      rows: allComplete(),
      events: [...events, late],
      traitsOf: ({ id, at, source: from }) => ({
        ...{
          id,
          at,
          source: from,
          facts: 5,
          keys: at.getTime() === noonOf(day).at?.getTime() ? [] : ['request:x'],
        },
        form: from === 'activity log' ? 'azure copy' : 'event',
      }),
    });
    const save = store.save.bind(store);
    let isFirst = true;
    store.save = async (saved, aborted) => {
      await save(saved, aborted);
      if (!isFirst || !saved.some(({ id }) => id === 'late')) return;
      isFirst = false;
      await ledger.write(
        [aLedgerDay(next, { events: 1, firstCompleteEvents: 0, importedEvents: 1 })],
        signal,
      );
      await save(
        [aStoredEvent({ id: 'copy', source: 'activity log', at: new Date(`${next}T00:00:20Z`) })],
        signal,
      );
    };
    await collect.collectDays([day], now, signal);
    expect([...store.events.keys()]).toEqual([day, 'late']);
    expect(ledger.rows.get(next)).toMatchObject({ state: 'complete', events: 0, importedEvents: 0 });
    expect(source.asked).toHaveLength(2);
  });

  test('counts and reads no day but its own in a night without imported events beside it', async () => {
    const { collect, store } = world({
      rows: ledgerOf(
        ...[...allComplete().values()],
        aLedgerDay('2026-11-19', { importedEvents: 1, lastReadAt: now }),
      ),
    });
    const asked: string[] = [];
    const count = store.count.bind(store);
    store.count = (day, aborted) => (asked.push(`count ${day}`), count(day, aborted));
    store.read = (from) => {
      throw new Error(`read ${from.toISOString()}`);
    };
    await collect.collectDue(now, signal);
    expect(asked).toEqual(['count 2026-11-21', 'count 2026-11-22']);
  });

  test('writes the row of a day only after its events', async () => {
    const { collect, journal } = world({ rows: allComplete() });
    await collect.collectDue(now, signal);
    expect(journal).toEqual([
      'save 2026-11-21',
      'save 2026-11-22',
      'ledger 2026-11-21 complete, 2026-11-22 complete',
    ]);
  });

  test('finds late events in the overlap and counts them', async () => {
    const late = aStoredEvent({ id: 'late', at: new Date('2026-11-21T09:00:00.000Z') });
    const { collect, ledger } = world({ rows: allComplete(), events: [...events, late] });
    await collect.collectDue(now, signal);
    expect(ledger.rows.get('2026-11-21')).toMatchObject({ events: 2, newEvents: 1, lateEvents: 1 });
    expect(ledger.rows.get('2026-11-22')).toMatchObject({ events: 1, lateEvents: 0 });
  });

  test('leaves the same store and ledger when it runs twice', async () => {
    const { collect, store, ledger } = world({});
    await collect.collectDue(now, signal);
    const before = [new Map(store.events), new Map(ledger.rows)] as const;
    await collect.collectDue(now, signal);
    expect(store.events).toEqual(before[0]);
    const plain = (rows: typeof ledger.rows) => [...rows.values()].map((row) => ({ ...row, newEvents: 0 }));
    expect(plain(ledger.rows)).toEqual(plain(before[1]));
  });

  test('reads the neighbours of a day that cannot be read', async () => {
    const { collect, states, store } = world({ spoil: brokenAt(['2026-11-10']) });
    const { failures } = await collect.collectDue(now, signal);
    expect(failures).toEqual(['2026-11-10: HTTP 500']);
    const good = horizon.filter((day) => day !== '2026-11-10').map((day) => [day, 'complete']);
    expect(states()).toEqual({ ...Object.fromEntries(good), '2026-11-10': 'partial' });
    expect(store.events.size).toBe(30);
  });

  test('reads a failed day again in the next run, and then every day is complete', async () => {
    let works = false;
    const { collect, states } = world({
      spoil: (span) => (works ? [] : brokenAt(['2026-11-10'])(span, 'standard')),
    });
    await collect.collectDue(now, signal);
    works = true;
    expect(await collect.collectDue(now, signal)).toMatchObject({ failures: [] });
    expect(new Set(Object.values(states()))).toEqual(new Set(['complete']));
  });

  test('is less patient with a service that has just failed', async () => {
    const { collect, source } = world({ rows: allComplete(), spoil: brokenAt(['2026-11-21']) });
    await collect.collectDue(now, signal);
    expect(source.asked).toEqual([
      { span: '2026-11-21T00:00/2026-11-23T00:00', retries: 'standard' },
      { span: '2026-11-21T00:00/2026-11-22T00:00', retries: 'few' },
      { span: '2026-11-22T00:00/2026-11-23T00:00', retries: 'few' },
    ]);
  });

  test('gives up until the next run after three failed days in a row and a failure of the newest days', async () => {
    const { collect, source, states } = world({ events: [], spoil: () => new Error('HTTP 503') });
    const { failures, days } = await collect.collectDue(now, signal);
    expect(source.asked.map(({ span }) => span)).toEqual([
      '2026-10-24T00:00/2026-10-31T00:00',
      '2026-10-24T00:00/2026-10-25T00:00',
      '2026-10-25T00:00/2026-10-26T00:00',
      '2026-10-26T00:00/2026-10-27T00:00',
      '2026-11-21T00:00/2026-11-23T00:00',
    ]);
    expect(failures).toEqual([
      '2026-10-24: HTTP 503',
      '2026-10-25: HTTP 503',
      '2026-10-26: HTTP 503',
      '27 days from 2026-10-27 to 2026-11-22: HTTP 503',
    ]);
    expect(days).toHaveLength(30);
    expect(Object.values(states())).toEqual(horizon.map(() => 'missing'));
  });

  test.each([2, 3, 7])('reads all days after %i failed days in a row', async (count) => {
    const broken = horizon.slice(3, 3 + count);
    const { collect, states } = world({ events: [], spoil: brokenAt(broken) });
    const { failures } = await collect.collectDue(now, signal);
    expect(failures.map((failure) => failure.slice(0, 10)).sort()).toEqual(broken);
    const expected = horizon.map((day) => [day, broken.includes(day) ? 'missing' : 'complete']);
    expect(states()).toEqual(Object.fromEntries(expected));
  });

  test('stops after the first refusal, and records the reason for every day', async () => {
    const refused = new RefusalError('Grant AuditLog.Read.All.');
    const { collect, source, ledger } = world({ events: [], spoil: () => refused });
    const { failures } = await collect.collectDue(now, signal);
    expect(source.asked).toHaveLength(1);
    expect(failures).toEqual(['30 days from 2026-10-24 to 2026-11-22: Grant AuditLog.Read.All.']);
    for (const row of ledger.rows.values()) {
      expect(row).toMatchObject({ state: 'missing', reason: 'Grant AuditLog.Read.All.', lastReadAt: null });
    }
  });

  test('keeps complete days complete after a refusal', async () => {
    const { collect, ledger } = world({
      rows: allComplete(),
      events: [],
      spoil: () => new RefusalError('No.'),
    });
    const before = new Map(ledger.rows);
    await collect.collectDue(now, signal);
    expect([...ledger.rows.values()].map(({ state }) => state)).toEqual(horizon.map(() => 'complete'));
    expect(ledger.rows.get('2026-11-22')?.lastReadAt).toEqual(before.get('2026-11-22')?.lastReadAt);
  });

  test('marks the days that it had no time for as missing, and keeps those it has read', async () => {
    const run = new AbortController();
    const spoil: SpanScript = ({ from }) => {
      if (utcDayOf(from) > '2026-11-01') run.abort();
      return [];
    };
    const { collect, states } = world({ spoil });
    const { failures } = await collect.collectDue(now, run.signal);
    expect(failures).toEqual([
      '16 days from 2026-11-07 to 2026-11-22: The run had no time left for reading.',
    ]);
    const expected = horizon.map((day) => [day, day < '2026-11-07' ? 'complete' : 'missing']);
    expect(states()).toEqual(Object.fromEntries(expected));
  });

  test.each([
    ['a person interrupts: the same windows', new InterruptedError(), 4],
    ['that is ended from outside: day by day', new Error('The command was ended.'), 23],
  ])('continues a run %s', async (_, reason, requests) => {
    const run = new AbortController();
    const spoil: SpanScript = ({ from }) => {
      if (!run.signal.aborted && utcDayOf(from) === '2026-10-31') run.abort(reason);
      return [];
    };
    const { collect, source, states, ledger } = world({ spoil });
    const { unread } = await collect.collectDue(now, run.signal);
    expect(unread).toEqual(horizon.filter((day) => day >= '2026-10-31'));
    expect(ledger.rows.get('2026-11-10')?.reason).toBe(reason.message);
    source.asked.length = 0;
    expect(await collect.collectDue(now, signal)).toMatchObject({ unread: [], failures: [] });
    expect(source.asked).toHaveLength(requests);
    expect(Object.values(states()).every((state) => state === 'complete')).toBe(true);
  });

  test('deletes the summaries of old weeks before it reads a day of them, and again afterwards', async () => {
    const summed = async (spoil: SpanScript) => {
      const { collect, summaries, states } = world({
        rows: ledgerOf(
          ...horizon.map((day) =>
            aLedgerDay(day, { lastReadAt: now, ...(day === '2026-11-02' && { state: 'missing' }) }),
          ),
        ),
        spoil,
      });
      for (const week of ['2026-10-12', '2026-10-26', '2026-11-02', '2026-11-16', '2026-11-23'])
        await summaries.save('all', week, 'as it was', signal);
      const left = () => [...summaries.texts.keys()].map((key) => key.slice(-10));
      return { collect, states, summaries, left };
    };
    const read = await summed(() => []);
    await read.collect.collectDue(now, signal);
    expect(read.states()['2026-11-02']).toBe('complete');
    expect(read.left()).toEqual(['2026-10-12', '2026-11-16', '2026-11-23']);

    // A run that dies between its first page and its ledger row has deleted them already.
    const dead = await summed(() => new Error('HTTP 500'));
    await dead.collect.collectDue(now, signal);
    expect(dead.left()).toEqual(['2026-10-12', '2026-11-16', '2026-11-23']);

    // A report that summarizes the week in the meantime lacks the events that are being stored.
    const meanwhile = await summed(({ from }) => {
      if (utcDayOf(from) === '2026-11-02') meanwhile.summaries.texts.set('all 2026-11-02', 'too early');
      return [];
    });
    await meanwhile.collect.collectDue(now, signal);
    expect(meanwhile.left()).toEqual(['2026-10-12', '2026-11-16', '2026-11-23']);
  });

  test('keeps the summaries when it only reads the last days again', async () => {
    const { collect, summaries } = world({ rows: allComplete() });
    for (const week of ['2026-11-02', '2026-11-09']) await summaries.save('all', week, 'as it was', signal);
    await collect.collectDue(now, signal);
    expect(summaries.texts.size).toBe(2);
  });

  test('makes progress every night when one run cannot read all days', async () => {
    const { ledger, store, states, summaries } = world({});
    const complete: number[] = [];
    for (let night = 0; night < 5; night += 1) {
      const run = new AbortController();
      let daysLeft = 6;
      // A window of a week takes longer than the run; each day is stored as soon as it was read.
      const source = createFakeSource(events, {
        spoil: ({ from, to }) => {
          daysLeft -= (to.getTime() - from.getTime()) / 86_400_000;
          if (daysLeft < 0) run.abort();
          return [];
        },
      });
      await createCollect({
        checkTenant: noTenant,
        ...{ source, store, ledger, summaries, policy },
        traitsOf: storedEventTraits,
      }).collectDue(now, run.signal);
      complete.push(Object.values(states()).filter((state) => state === 'complete').length);
    }
    expect(complete).toEqual([0, 6, 12, 18, 24]);
  });

  test('marks days that Graph no longer has as lost, and does not request them again', async () => {
    const availableFrom = new Date('2026-11-16T00:00:00.000Z');
    const { collect, states, source } = world({ availableFrom });
    expect(await collect.collectDue(now, signal)).toMatchObject({ failures: [] });
    const expected = horizon.map((day) => [day, day < '2026-11-16' ? 'lost' : 'complete']);
    expect(states()).toEqual(Object.fromEntries(expected));
    source.asked.length = 0;
    await collect.collectDue(now, signal);
    expect(source.asked.map(({ span }) => span)).toEqual(['2026-11-21T00:00/2026-11-23T00:00']);
  });

  const withOldPartialDay = () =>
    allComplete().set('2026-10-20', aLedgerDay('2026-10-20', { state: 'partial' }));

  test("marks unread days that are out of reach as lost once it knows the service's time", async () => {
    const { collect, states, journal } = world({ rows: withOldPartialDay(), answeredAt: now });
    const { days } = await collect.collectDue(now, signal);
    const lost = ['2026-10-20', '2026-10-21', '2026-10-22', '2026-10-23'];
    expect(journal.at(-1)).toBe(`ledger ${lost.map((day) => `${day} lost`).join(', ')}`);
    expect(days.map(({ day }) => day)).toEqual(['2026-11-21', '2026-11-22', ...lost]);
    expect(states()['2026-10-20']).toBe('lost');
  });

  test('marks no day as lost if only its own clock says so', async () => {
    const { collect, states } = world({ rows: withOldPartialDay() });
    await collect.collectDue(now, signal);
    expect(states()['2026-10-20']).toBe('partial');
    expect(Object.values(states())).not.toContain('lost');
  });

  test('marks no day as lost if its clock is forty days ahead', async () => {
    const { collect, states } = world({ rows: allComplete(), answeredAt: now });
    await collect.collectDue(new Date('2027-01-02T01:30:00.000Z'), signal);
    expect(Object.values(states())).not.toContain('lost');
  });

  test('reads a lost day again if it is within reach after all', async () => {
    const lost = { state: 'lost', events: 0, reason: 'Deleted after 7 days (RETENTION_DAYS).' } as const;
    const rows = allComplete().set('2026-11-02', aLedgerDay('2026-11-02', lost));
    const { collect, ledger } = world({ rows });
    await collect.collectDue(now, signal);
    expect(ledger.rows.get('2026-11-02')).toMatchObject({ state: 'complete', events: 1, reason: null });
  });

  test('reports a day that could not be stored, and leaves it complete if it was complete before', async () => {
    const { collect, store, states } = world({ rows: allComplete() });
    const save = store.save.bind(store);
    store.save = (events, signal) =>
      events.some(({ id }) => id === '2026-11-21')
        ? Promise.reject(new Error('the table is full'))
        : save(events, signal);
    const { failures } = await collect.collectDue(now, signal);
    expect(failures).toEqual(['2026-11-21: the table is full']);
    // It was complete before, and nothing of it was removed.
    expect(states()).toMatchObject({ '2026-11-21': 'complete', '2026-11-22': 'complete' });
  });

  test('throws when the ledger cannot be written', async () => {
    const { collect, ledger } = world({});
    ledger.write = () => Promise.reject(new Error('the ledger is locked'));
    await expect(collect.collectDue(now, signal)).rejects.toThrow('the ledger is locked');
  });

  test('keeps the rows that another run wrote in the meantime', async () => {
    const spoil: SpanScript = () => {
      for (const day of ['2026-11-21', '2026-11-22']) ledger.rows.set(day, aLedgerDay(day));
      return new Error('HTTP 500');
    };
    const rows = allComplete();
    rows.delete('2026-11-21');
    rows.delete('2026-11-22');
    const { collect, ledger, states } = world({ rows, events: [], spoil });
    expect((await collect.collectDue(now, signal)).failures).toHaveLength(2);
    expect(states()).toMatchObject({ '2026-11-21': 'complete', '2026-11-22': 'complete' });
  });

  test('reports its progress up to the end', async () => {
    const { collect, progress } = world({});
    await collect.collectDue(now, signal);
    expect(progress[0]).toEqual({ daysDone: 0, daysTotal: 30, pages: 1, events: 1 });
    expect(progress.at(-1)).toEqual({ daysDone: 30, daysTotal: 30, pages: 30, events: 30 });
    const done = progress.map(({ daysDone }) => daysDone);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(new Set(progress.map(({ daysTotal }) => daysTotal))).toEqual(new Set([30]));
  });
});

describe('collecting given days', () => {
  test('reads complete days too', async () => {
    const { collect, source } = world({ rows: allComplete() });
    await collect.collectDays(['2026-11-03', '2026-11-01'], now, signal);
    expect(source.asked.map(({ span }) => span)).toEqual([
      '2026-11-01T00:00/2026-11-02T00:00',
      '2026-11-03T00:00/2026-11-04T00:00',
    ]);
  });

  test('reads the current day up to now and marks it as partial', async () => {
    const { collect, source, ledger } = world({ rows: allComplete() });
    await collect.collectDays(['2026-11-23'], now, signal);
    expect(source.asked.map(({ span }) => span)).toEqual(['2026-11-23T00:00/2026-11-23T01:30']);
    expect(ledger.rows.get('2026-11-23')).toMatchObject({ state: 'partial', readTo: now });
  });

  test("does not mark a day as complete before it is over by the service's clock", async () => {
    const ahead = new Date('2026-11-25T01:30:00.000Z');
    const { collect, ledger } = world({
      answeredAt: now,
      events: ['2026-11-22', '2026-11-23', '2026-11-24'].map(noonOf),
    });
    const { serviceTime } = await collect.collectDays(
      ['2026-11-22', '2026-11-23', '2026-11-24'],
      ahead,
      signal,
    );
    expect(serviceTime).toEqual(now);
    expect([...ledger.rows.values()]).toMatchObject([
      { day: '2026-11-22', state: 'complete', lastReadAt: now },
      { day: '2026-11-23', state: 'partial', readTo: now },
      { day: '2026-11-24', state: 'partial', readTo: now },
    ]);
  });

  test('reads the first day of the horizon, and nothing before it', async () => {
    const rows = ledgerOf(aLedgerDay('2026-10-23', { state: 'lost', reason: 'Known before.' }));
    const { collect, states, source, ledger } = world({ rows, answeredAt: now });
    await collect.collectDays(['2026-10-22', '2026-10-23', '2026-10-24'], now, signal);
    expect(source.asked.map(({ span }) => span)).toEqual(['2026-10-24T00:00/2026-10-25T00:00']);
    expect(states()).toEqual({ '2026-10-22': 'lost', '2026-10-23': 'lost', '2026-10-24': 'complete' });
    expect(ledger.rows.get('2026-10-23')?.reason).toBe('Known before.');
  });

  test('marks days out of reach as lost unless they are complete', async () => {
    const rows = ledgerOf(aLedgerDay('2026-10-01'));
    const { collect, states } = world({ rows, answeredAt: now });
    await collect.collectDays(['2026-10-01', '2026-10-02', '2026-11-22'], now, signal);
    expect(states()).toEqual({ '2026-10-01': 'complete', '2026-10-02': 'lost', '2026-11-22': 'complete' });
  });

  test("requests no day out of reach, and so marks none as lost without the service's time", async () => {
    const { collect, states, source } = world({ answeredAt: now });
    const { days, failures } = await collect.collectDays(['2026-10-01', '2026-10-02'], now, signal);
    expect([days, failures, source.asked, states()]).toEqual([[], [], [], {}]);
  });
});
