import fc from 'fast-check';
import type { AuditEvent, StoredEvent } from '../../../../shared/domain/events/audit-event';
import { defaultFindingsPolicy } from '../../../../shared/domain/findings-policy';
import { lastWholeWeek } from '../../../../shared/domain/time/period';
import type { ReportFilter } from '../../../../shared/domain/reports/report-filter';
import { utcDayOf, utcDaysBetween } from '../../../../shared/domain/time/utc-day';
import type { HistorySummaries } from '../../../../shared/jobs/collect/history-summaries';
import { createParsedDayCache } from '../../../../shared/jobs/collect/parsed-day-cache';
import { createPrepareReport } from '../../../../shared/jobs/report/prepare-report';
import { activationEvents, globalAdministrator, user } from '../../../support/builders/events';
import { pastActivations } from '../../../support/builders/past';
import { parseStored, storedOf } from '../../../support/builders/stored';
import { aLedgerDay, createFakeStore, createFakeSummaries, ledgerOf } from '../../../support/fakes/ports';

const day = 86_400_000;
const week = 7 * day;
const timeZone = 'Europe/Amsterdam';
const signal = AbortSignal.timeout(120_000);
const monday = new Date('2026-11-23T07:00:00.000Z');
const first = new Date('2026-08-03T00:00:00.000Z');

/** Activations of four months, one of them granted seven weeks before it starts. */
const past = pastActivations(first, monday, 17 * 3_600_000);
const ahead = (): AuditEvent[] => {
  const steps = activationEvents('ahead', { principal: user('eve'), role: globalAdministrator });
  const at = new Date('2026-09-02T10:00:00.000Z');
  const startTime = new Date('2026-10-21T10:00:00.000Z');
  const expirationTime = new Date(startTime.getTime() + 4 * 3_600_000);
  return [
    steps.requested('1', { id: 'ahead-1', at }),
    steps.completed('1', { id: 'ahead-2', at: new Date(at.getTime() + 60_000), startTime, expirationTime }),
  ];
};
const everything = [...past, ...ahead()].map(storedOf);

/** A growing store, and reports over it from its events alone or with summaries. */
function world(include: ReportFilter | null = null) {
  const store = createFakeStore();
  // Days of each read. The part without summaries is read first.
  const reads: number[] = [];
  const reader = {
    readUndated: store.readUndated.bind(store),
    read(from: Date, to: Date, aborted: AbortSignal) {
      reads.push((to.getTime() - from.getTime()) / day);
      return store.read(from, to, aborted);
    },
  };
  const parts = { store: reader, parse: parseStored, policy: defaultFindingsPolicy, organization: 'Contoso' };
  const content = { name: 'weekly', timeZone, columns: null, include };
  const daysUntil = (now: Date) => {
    const counts = new Map<string, number>();
    for (const { at } of store.events.values()) {
      const on = utcDayOf(at ?? now);
      counts.set(on, (counts.get(on) ?? 0) + 1);
    }
    return utcDaysBetween(first, now).map((each) => aLedgerDay(each, { events: counts.get(each) ?? 0 }));
  };
  const size = { min: 1, max: 100, characters: 1_000_000 };
  const parsedDaysIn = (summaries: HistorySummaries) =>
    createParsedDayCache({ store, summaries, parse: parseStored, build: 'one', size });
  return {
    reads,
    /** Keeps every day parsed, as the nights until now would. */
    keepDays: async (now: Date, summaries: HistorySummaries) => {
      for (const row of daysUntil(now)) await parsedDaysIn(summaries).save([row], signal);
    },
    arrive: (events: readonly StoredEvent[]) => store.save(events, signal),
    report: async (now: Date, summaries?: HistorySummaries, build = 'one') => {
      reads.length = 0;
      const days = daysUntil(now);
      const prepare = createPrepareReport({
        ...parts,
        build,
        ...(summaries ? { summaries, parsedDays: parsedDaysIn(summaries) } : {}),
      });
      const { model } = await prepare(content, lastWholeWeek(now, timeZone), ledgerOf(...days), now, signal);
      return model;
    },
  };
}

test('reports from summaries and parsed days and from events are equal, even with late events', async () => {
  const filters = [
    null,
    { principals: ['sam@contoso.com', 'nobody'], roles: [globalAdministrator.name ?? ''] },
  ];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...filters),
      fc.array(fc.nat(4), { minLength: everything.length, maxLength: everything.length }),
      async (include, delays) => {
        const { arrive, keepDays, report } = world(include);
        const summaries = createFakeSummaries();
        // Some events arrive weeks late; each report has only those that have arrived.
        for (let ago = 4; ago >= 0; ago -= 1) {
          const now = new Date(monday.getTime() - ago * week);
          const known = ({ at }: StoredEvent, index: number) =>
            (at?.getTime() ?? 0) + (delays[index] === 0 ? 5 : 0) * week <= now.getTime();
          await arrive(everything.filter(known));
          const bySummaries = await report(now, summaries);
          expect(bySummaries).toEqual(await report(now));
          // The next report finds days as they were before late events.
          await keepDays(now, summaries);
        }
        expect(summaries.texts.size).toBeGreaterThan(10);
      },
    ),
    { numRuns: 3, endOnFailure: true },
  );
});

test('a report reads only the events of its two weeks and the summaries, and a second one reads less', async () => {
  const { arrive, report, reads } = world();
  const summaries = createFakeSummaries();
  await arrive(everything);
  await report(new Date(monday.getTime() - week), summaries);
  expect(reads).toEqual([expect.closeTo(7 * 28 + 16, 0)]);
  await report(monday, summaries);
  expect(reads.at(-1)).toBeLessThan(38);
  await report(monday, summaries);
  expect(reads.at(-1)).toBeLessThan(31);
});

test('a report reads and parses none of the days that are kept', async () => {
  const { arrive, keepDays, report, reads } = world();
  const summaries = createFakeSummaries();
  await arrive(everything);
  await report(monday, summaries);
  await report(monday, summaries);
  const readDays = () => reads.reduce((sum, days) => sum + days, 0);
  const before = readDays();
  await keepDays(monday, summaries);
  expect(await report(monday, summaries)).toEqual(await report(monday));
  await report(monday, summaries);
  // The two weeks and eight days before them are kept; the eight days after them hold nothing yet.
  expect(before - readDays()).toBeGreaterThan(21);
});

test('another build makes the summaries again', async () => {
  const { arrive, report, reads } = world();
  const summaries = createFakeSummaries();
  await arrive(everything);
  await report(monday, summaries);
  await report(monday, summaries);
  expect(reads.at(-1)).toBeLessThan(31);
  await report(monday, summaries, 'two');
  expect(reads.at(-1)).toBeGreaterThan(200);
  await report(monday, summaries, 'two');
  expect(reads.at(-1)).toBeLessThan(31);
});

test('a late event renews only the summaries of the weeks around it', async () => {
  const { arrive, report, reads } = world();
  const summaries = createFakeSummaries();
  await arrive(everything);
  await report(monday, summaries);
  const at = new Date('2026-09-16T12:00:00.000Z');
  const late = activationEvents('late', { principal: user('zoe') });
  await arrive([
    storedOf(late.completed('1', { id: 'late', at, expirationTime: new Date(at.getTime() + day / 24) })),
  ]);
  const model = await report(monday, summaries);
  expect(model).toEqual(await report(monday));
  await report(monday, summaries);
  expect(reads.at(-1)).toBeLessThan(31);
});

test('a store of summaries that fails or contains invalid data does not change the report', async () => {
  const { arrive, report } = world();
  await arrive(everything);
  const expected = await report(monday);
  const broken = () => Promise.reject(new Error('HTTP 403'));
  expect(await report(monday, { read: broken, save: broken, deleteDays: broken })).toEqual(expected);
  const rubbish = createFakeSummaries();
  await report(monday, rubbish);
  for (const key of rubbish.texts.keys()) rubbish.texts.set(key, rubbish.texts.get(key)?.slice(0, -1) ?? '');
  expect(await report(monday, rubbish)).toEqual(expected);
});

test('a summary is not used before its planned ends have passed, or for other settings', async () => {
  const { arrive, report } = world();
  const summaries = createFakeSummaries();
  await arrive(everything);
  await report(monday, summaries);
  const kinds = () => new Set([...summaries.texts.keys()].map((key) => key.split(' ')[0]));
  expect(kinds().size).toBe(1);
  const earlier = new Date(monday.getTime() - 2 * week);
  expect(await report(earlier, summaries)).toEqual(await report(earlier));
  const narrowed = world({ providers: ['group'] });
  await narrowed.arrive(everything);
  expect(await narrowed.report(monday, summaries)).toEqual(await narrowed.report(monday));
  expect(kinds().size).toBe(2);
});
