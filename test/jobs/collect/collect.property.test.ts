import { storedEventTraits } from '../../../shared/import/stored-event-traits';
import fc from 'fast-check';
import type { StoredEvent } from '../../../shared/domain/events/audit-event';
import type { CollectionDay } from '../../../shared/domain/collection-day';
import { RefusalError } from '../../../shared/domain/refusal-error';
import { addUtcDays } from '../../../shared/domain/time/utc-day';
import { createCollect } from '../../../shared/jobs/collect/collect';
import { eventKey } from '../../../shared/storage/event-key';
import {
  aStoredEvent,
  createFakeLedger,
  createFakeStore,
  createFakeSummaries,
  noTenant,
} from '../../support/fakes/ports';
import type { AuditSource } from '../../../shared/jobs/collect/audit-source';

const signal = AbortSignal.timeout(900_000);
const now = new Date('2026-11-23T01:30:00.000Z');
const first = new Date('2026-11-10T00:00:00.000Z').getTime();
const minutes = 13 * 24 * 60;
const policy = { overlapDays: 3, retentionDays: 14 };

/** Events of two weeks; some cannot be understood, some have no id. */
const events: fc.Arbitrary<StoredEvent[]> = fc
  .uniqueArray(fc.record({ minute: fc.nat(minutes - 1), n: fc.nat(99), kind: fc.nat(9) }), {
    selector: ({ n }) => n,
    maxLength: 40,
  })
  .map((facts) =>
    facts.map(({ minute, n, kind }) =>
      aStoredEvent({
        id: kind === 0 ? null : `PIM_${n}`,
        at: new Date(first + minute * 60_000),
        raw: `{"n":${n}}`,
        problem: kind < 2 ? 'not what the schema says' : null,
      }),
    ),
  );

/** How a service returns its events in one run: each up to three times, in any order, in pages of any length. */
const telling = fc.record({
  seed: fc.array(fc.nat(1_000), { minLength: 7, maxLength: 7 }),
  pageLength: fc.integer({ min: 1, max: 9 }),
  repeats: fc.integer({ min: 1, max: 3 }),
  /** Number of pages of a run after which it fails; a very large number means never. */
  failsAfter: fc.oneof(fc.nat(30), fc.constant(Infinity)),
  failure: fc.constantFrom('error', 'refusal', 'abort'),
});
type Telling = typeof telling extends fc.Arbitrary<infer T> ? T : never;

function sourceOf(events: readonly StoredEvent[], telling: Telling, run: AbortController): AuditSource {
  const { seed, pageLength, repeats, failsAfter, failure } = telling;
  let pages = 0;
  return {
    async *read({ from, to }, signal) {
      const inSpan = events.filter(({ at }) => at !== null && at >= from && at < to);
      const told = Array.from({ length: repeats }, () => inSpan)
        .flat()
        .map((event, index) => ({ event, place: (seed[index % 7] ?? 0) * (index + 7) }))
        .sort((a, b) => (a.place % 101) - (b.place % 101))
        .map(({ event }) => event);
      for (let start = 0; start < Math.max(told.length, 1); start += pageLength) {
        await Promise.resolve();
        pages += 1;
        if (pages > failsAfter && failure === 'abort') run.abort();
        signal.throwIfAborted();
        if (pages > failsAfter) throw failure === 'refusal' ? new RefusalError('No.') : new Error('HTTP 500');
        yield { events: told.slice(start, start + pageLength), availableFrom: null, answeredAt: null };
      }
    },
  };
}

/** A store that keeps an event where the table would: by its key. */
function keyedStore() {
  const store = createFakeStore();
  const key = (event: StoredEvent) => Object.values(eventKey(event)).join('/');
  return { store, keys: () => [...store.events.values()].map(key).sort() };
}

/** The row of a day without the facts that depend on when and how often it was read. */
const settled = (day: CollectionDay): CollectionDay => ({
  ...day,
  firstReadAt: null,
  lastReadAt: null,
  newEvents: 0,
});

/** Runs one collection after the other over the same store and ledger, an hour apart. */
async function collected(events: readonly StoredEvent[], tellings: readonly Telling[]) {
  const { store, keys } = keyedStore();
  const ledger = createFakeLedger();
  for (const [index, telling] of tellings.entries()) {
    const run = new AbortController();
    const collect = createCollect({
      checkTenant: noTenant,
      source: sourceOf(events, telling, run),
      store,
      ledger,
      summaries: createFakeSummaries(),
      policy,
      traitsOf: storedEventTraits,
    });
    await collect.collectDue(new Date(now.getTime() + index * 3_600_000), run.signal);
  }
  const days = [...ledger.rows.values()].map(settled).sort((a, b) => (a.day < b.day ? -1 : 1));
  return { keys: keys(), events: new Set(store.events.values()), days, ledger, store };
}

const whole: Telling = {
  seed: [1, 2, 3, 4, 5, 6, 7],
  pageLength: 9,
  repeats: 1,
  failsAfter: Infinity,
  failure: 'error',
};

describe('collecting from a service that repeats, reorders or fails', () => {
  test('ends in the same store and ledger as one good run, as soon as a run succeeds', async () => {
    await fc.assert(
      fc.asyncProperty(
        events,
        fc.array(telling, { maxLength: 4 }),
        telling,
        async (events, tellings, last) => {
          const once = await collected(events, [whole]);
          const often = await collected(events, [...tellings, { ...last, failsAfter: Infinity }]);
          expect(often.keys).toEqual(once.keys);
          expect(often.events).toEqual(once.events);
          expect(often.days).toEqual(once.days);
          expect(once.keys).toHaveLength(events.length);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('never marks a day as complete while one of its events is not stored', async () => {
    await fc.assert(
      fc.asyncProperty(
        events,
        fc.array(telling, { minLength: 1, maxLength: 3 }),
        async (events, tellings) => {
          const { ledger, store } = await collected(events, tellings);
          for (const { day, state, events: told } of ledger.rows.values()) {
            const real = events.filter(({ at }) => at?.toISOString().startsWith(day)).length;
            const kept = await store.count(day, signal);
            expect(told).toBe(kept.events);
            if (state === 'complete') expect(kept.events).toBe(real);
            else expect(kept.events).toBeLessThanOrEqual(real);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('counts an event as late only if it appeared after its day was complete', async () => {
    await fc.assert(
      fc.asyncProperty(events, fc.nat(40), telling, async (events, known, again) => {
        const { store } = keyedStore();
        const ledger = createFakeLedger();
        const read = (events: readonly StoredEvent[], telling: Telling) =>
          createCollect({
            checkTenant: noTenant,
            source: sourceOf(events, { ...telling, failsAfter: Infinity }, new AbortController()),
            store,
            ledger,
            summaries: createFakeSummaries(),
            policy,
            traitsOf: storedEventTraits,
          }).collectDue(now, signal);
        await read(events.slice(0, known), whole);
        await read(events, again);
        await read(events, again);
        const overlapFrom = addUtcDays('2026-11-22', -policy.overlapDays);
        for (const [day, { lateEvents }] of ledger.rows) {
          const late = events.slice(known).filter(({ at }) => at?.toISOString().startsWith(day));
          expect(lateEvents).toBe(day >= overlapFrom ? late.length : 0);
        }
      }),
    );
  });
});
