import fc from 'fast-check';
import { isGoneFromGraph, type CollectionDay } from '../../../../shared/domain/collection-day';
import { isWithin, lastWholeWeek } from '../../../../shared/domain/time/period';
import {
  addUtcDays,
  endOfUtcDay,
  startOfUtcDay,
  utcDayOf,
  type UtcDay,
} from '../../../../shared/domain/time/utc-day';
import { coverageOf, daysToClose, knownUntil } from '../../../../shared/jobs/collect/coverage';
import { daysDue, daysLost, firstReadableDay } from '../../../../shared/jobs/collect/plan/days-to-read';
import { aLedgerDay } from '../../../support/fakes/ports';
import { windowsOf } from '../../../../shared/jobs/collect/plan/reading-windows';

const now = fc.date({
  min: new Date('2020-01-01T00:00:00Z'),
  max: new Date('2031-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const policy = fc.record({
  overlapDays: fc.nat(29),
  retentionDays: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 })),
});
const zone = fc.constantFrom('UTC', ...Intl.supportedValuesOf('timeZone'));
const fate = fc.constantFrom('complete', 'complete', 'partial', 'missing', 'lost', 'gone', 'unknown');

/** A current time, and a ledger of the sixty days before it in which any day may have any state. */
const worlds = fc
  .record({ now, policy, zone, fates: fc.array(fate, { minLength: 60, maxLength: 60 }), hours: fc.nat(23) })
  .map(({ fates, hours, ...world }) => {
    const rows = fates.flatMap((state, index): CollectionDay[] => {
      const day = addUtcDays(utcDayOf(world.now), -index);
      const readTo = new Date(startOfUtcDay(day).getTime() + hours * 3_600_000);
      if (state === 'unknown') return [];
      // "lost" was marked by this app; "gone" was reported by Graph.
      if (state === 'gone') return [aLedgerDay(day, { state: 'lost', availableFrom: endOfUtcDay(day) })];
      return [aLedgerDay(day, state === 'partial' ? { state, readTo } : { state })];
    });
    return { ...world, ledger: new Map(rows.map((row) => [row.day, row])) };
  });

describe('the days of any ledger', () => {
  test('are each exactly one of complete, due, lost or about to be marked as lost, from its first day on', () => {
    fc.assert(
      fc.property(worlds, ({ now, policy, ledger }) => {
        const [due, lost] = [daysDue(ledger, now, policy), daysLost(ledger, now, policy)];
        const yesterday = addUtcDays(utcDayOf(now), -1);
        const first = [...ledger.keys()].sort()[0] ?? yesterday;
        for (let day: UtcDay = first; day <= yesterday; day = addUtcDays(day, 1)) {
          const row = ledger.get(day);
          const state = row?.state;
          const isGivenUp =
            state === 'lost' && (row?.availableFrom !== null || day < firstReadableDay(now, policy));
          const fates = [due.includes(day), lost.includes(day), isGivenUp].filter((is) => is);
          expect([day, fates.length]).toEqual([day, state === 'complete' && !due.includes(day) ? 0 : 1]);
        }
        expect([...due, ...lost].filter((day) => day > yesterday)).toEqual([]);
      }),
    );
  });

  test('that are due lie in windows up to now, without overlaps and gaps', () => {
    fc.assert(
      fc.property(worlds, ({ now, policy, ledger }) => {
        const due = daysDue(ledger, now, policy);
        const windows = windowsOf(due, now);
        const edges = due.flatMap((day) => [startOfUtcDay(day), new Date(endOfUtcDay(day).getTime() - 1)]);
        for (const at of edges) expect(windows.filter((window) => isWithin(window, at))).toHaveLength(1);
        const length = windows.reduce((sum, { from, to }) => sum + to.getTime() - from.getTime(), 0);
        expect(length).toBe(due.length * 86_400_000);
      }),
    );
  });

  test('that a week lacks are among its days to close in any zone, and events are known up to the first gap', () => {
    fc.assert(
      fc.property(worlds, ({ now, zone, ledger }) => {
        const week = lastWholeWeek(now, zone);
        const coverage = coverageOf(week, ledger);
        const toClose = daysToClose(week, ledger, now);
        const open = coverage.filter(({ state }) => state === 'missing' || state === 'partial');
        expect(toClose).toEqual(expect.arrayContaining(open.map(({ day }) => day)));
        for (const day of toClose) {
          const row = ledger.get(day);
          expect(row?.state).not.toBe('complete');
          expect(row !== undefined && isGoneFromGraph(row)).toBe(false);
        }
        const known = knownUntil(week, ledger, now);
        const hole = coverage.find(({ state }) => state !== 'complete')?.day;
        if (hole !== undefined) expect(known < endOfUtcDay(hole)).toBe(true);
        else expect(known >= week.to).toBe(true);
      }),
    );
  });
});
