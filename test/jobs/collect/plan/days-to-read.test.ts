import fc from 'fast-check';
import { addUtcDays } from '../../../../shared/domain/time/utc-day';
import { daysDue, daysLost, firstReadableDay } from '../../../../shared/jobs/collect/plan/days-to-read';
import { aLedgerDay, ledgerOf } from '../../../support/fakes/ports';
import { windowsOf } from '../../../../shared/jobs/collect/plan/reading-windows';

const now = new Date('2026-11-23T01:30:00.000Z');
const standard = { overlapDays: 3, retentionDays: 730 };
const daysFrom = (first: string, count: number) =>
  Array.from({ length: count }, (_, index) => addUtcDays(first, index));
/** The thirty days before 23 November. */
const horizon = daysFrom('2026-10-24', 30);
const allComplete = () => ledgerOf(...horizon.map((day) => aLedgerDay(day, { lastReadAt: now })));

describe('the days that are due', () => {
  test('are the whole horizon up to yesterday in a first run', () => {
    expect(daysDue(ledgerOf(), now, standard)).toEqual(horizon);
  });

  test('are yesterday and the overlap when all days are complete', () => {
    expect(daysDue(allComplete(), now, standard)).toEqual(daysFrom('2026-11-19', 4));
    expect(daysDue(allComplete(), now, { ...standard, overlapDays: 0 })).toEqual(['2026-11-22']);
  });

  test.each(['partial', 'missing'] as const)('include a %s day of any age', (state) => {
    const ledger = allComplete().set('2026-11-02', aLedgerDay('2026-11-02', { state }));
    expect(daysDue(ledger, now, standard)).toEqual(['2026-11-02', ...daysFrom('2026-11-19', 4)]);
  });

  test('include a day whose last read was before its overlap ended', () => {
    const readAt = (lastReadAt: string) =>
      allComplete().set('2026-11-10', aLedgerDay('2026-11-10', { lastReadAt: new Date(lastReadAt) }));
    expect(daysDue(readAt('2026-11-13T23:59:59.999Z'), now, standard)[0]).toBe('2026-11-10');
    expect(daysDue(readAt('2026-11-14T00:00:00.000Z'), now, standard)[0]).toBe('2026-11-19');
  });

  test('include a day without a ledger row', () => {
    const ledger = allComplete();
    ledger.delete('2026-10-24');
    expect(daysDue(ledger, now, standard)[0]).toBe('2026-10-24');
  });

  test('include a day that this app marked as lost if it is within reach after all', () => {
    const ledger = allComplete().set('2026-11-02', aLedgerDay('2026-11-02', { state: 'lost' }));
    expect(daysDue(ledger, now, standard)[0]).toBe('2026-11-02');
  });

  test('include a day with events from a file only, until Graph no longer has the day', () => {
    const imported = (availableFrom: Date | null) =>
      allComplete().set('2026-11-02', aLedgerDay('2026-11-02', { state: 'imported', availableFrom }));
    expect(daysDue(imported(null), now, standard)).toContain('2026-11-02');
    expect(daysDue(imported(now), now, standard)).not.toContain('2026-11-02');
  });

  test('exclude days that Graph no longer has, and days out of reach', () => {
    const lost = ledgerOf(...horizon.map((day) => aLedgerDay(day, { state: 'lost', availableFrom: now })));
    expect(
      daysDue(lost.set('2026-10-23', aLedgerDay('2026-10-23', { state: 'partial' })), now, standard),
    ).toEqual([]);
  });

  test('exclude days that the purge would delete', () => {
    const policy = { overlapDays: 29, retentionDays: 7 };
    expect(daysDue(ledgerOf(), now, policy)).toEqual(daysFrom('2026-11-16', 7));
    expect(firstReadableDay(now, { retentionDays: 0 })).toBe('2026-10-24');
  });

  test('are UTC days at any hour', () => {
    const late = new Date('2026-11-22T23:59:59.999Z');
    expect(daysDue(allComplete(), late, { ...standard, overlapDays: 0 }).at(-1)).toBe('2026-11-21');
  });
});

describe('the days to mark as lost', () => {
  test('are those out of reach that were never read completely, from the first day of the ledger on', () => {
    const ledger = ledgerOf(
      aLedgerDay('2026-10-18', { state: 'missing' }),
      aLedgerDay('2026-10-19'),
      aLedgerDay('2026-10-20', { state: 'partial' }),
      aLedgerDay('2026-10-22', { state: 'lost' }),
      aLedgerDay('2026-10-21', { state: 'imported' }),
    );
    expect(daysLost(ledger, now, standard)).toEqual(['2026-10-18', '2026-10-20', '2026-10-23']);
  });

  test('exclude days with events from a file', () => {
    const imported = aLedgerDay('2026-10-18', { state: 'imported' });
    expect(daysLost(ledgerOf(imported), now, standard)).not.toContain('2026-10-18');
  });

  test('are none before the first run', () => {
    expect(daysLost(ledgerOf(), now, standard)).toEqual([]);
  });
});

describe('reading windows', () => {
  test('join neighbouring days, up to a week', () => {
    const windows = windowsOf(['2026-11-01', ...daysFrom('2026-11-03', 9)], now);
    expect(windows.map(({ days }) => days)).toEqual([
      ['2026-11-01'],
      daysFrom('2026-11-03', 7),
      ['2026-11-10', '2026-11-11'],
    ]);
    expect(windows[1]).toMatchObject({
      from: new Date('2026-11-03T00:00:00.000Z'),
      to: new Date('2026-11-10T00:00:00.000Z'),
    });
  });

  test('separate a day that the last run failed to read, and no other open day', () => {
    const ledger = allComplete();
    ledger.delete('2026-11-05');
    ledger.set('2026-11-06', aLedgerDay('2026-11-06', { state: 'partial', failedReads: 2 }));
    ledger.set('2026-11-09', aLedgerDay('2026-11-09', { state: 'partial' }));
    expect(windowsOf(daysFrom('2026-11-04', 7), now, ledger).map(({ days }) => days)).toEqual([
      ['2026-11-04', '2026-11-05'],
      ['2026-11-06'],
      daysFrom('2026-11-07', 4),
    ]);
  });

  test('end now when the last day is not over, and exclude future days', () => {
    expect(windowsOf(['2026-11-23'], now)).toEqual([
      { days: ['2026-11-23'], from: new Date('2026-11-23T00:00:00.000Z'), to: now },
    ]);
    expect(windowsOf(['2026-11-24'], now)).toEqual([]);
    expect(windowsOf(['2026-11-23'], new Date('2026-11-23T00:00:00.000Z'))).toEqual([]);
  });

  test('contain each day exactly once, for any days', () => {
    const days = fc.array(fc.nat(59).map((index) => addUtcDays('2026-09-01', index)));
    fc.assert(
      fc.property(days, days, (days, failed) => {
        const ledger = ledgerOf(...failed.map((day) => aLedgerDay(day, { failedReads: 1 })));
        const windows = windowsOf(days, now, ledger);
        expect(windows.flatMap((window) => window.days)).toEqual([...new Set(days)].sort());
        for (const { days: run, from, to } of windows) {
          expect(run.length).toBeLessThanOrEqual(run.some((day) => failed.includes(day)) ? 1 : 7);
          expect(run).toEqual(daysFrom(run[0]!, run.length));
          expect(to.getTime() - from.getTime()).toBe(run.length * 86_400_000);
        }
      }),
    );
  });
});
