import { isoWeek, lastWholeWeek } from '../../../shared/domain/time/period';
import { graphDelay } from '../../../shared/domain/graph-delay';
import { addUtcDays } from '../../../shared/domain/time/utc-day';
import { coverageOf, daysToClose, daysToReadAgain, knownUntil } from '../../../shared/jobs/collect/coverage';
import { aLedgerDay, ledgerOf } from '../../support/fakes/ports';

const days = (first: string, count: number) =>
  Array.from({ length: count }, (_, index) => addUtcDays(first, index));
const complete = (first: string, count: number) =>
  ledgerOf(...days(first, count).map((day) => aLedgerDay(day)));
const partial = (day: string, readTo: string) =>
  aLedgerDay(day, { state: 'partial', readTo: new Date(readTo), firstCompleteEvents: null });
const utc = isoWeek('2026-W47', 'UTC');
const losAngeles = isoWeek('2026-W47', 'America/Los_Angeles');
const auckland = isoWeek('2026-W47', 'Pacific/Auckland');
const states = (period: typeof utc, ledger: ReturnType<typeof ledgerOf>) =>
  coverageOf(period, ledger).map(({ day, state }) => `${day.slice(8)} ${state}`);

describe('the coverage of a period', () => {
  test('has one line per UTC day, and a day without a ledger row is missing', () => {
    const ledger = complete('2026-11-16', 6).set('2026-11-18', aLedgerDay('2026-11-18', { state: 'lost' }));
    expect(states(utc, ledger)).toEqual([
      '16 complete',
      '17 complete',
      '18 lost',
      '19 complete',
      '20 complete',
      '21 complete',
      '22 missing',
    ]);
    const [first] = coverageOf(utc, ledger);
    const { events, lateEvents, lastReadAt } = aLedgerDay('2026-11-16');
    expect(first).toEqual({ day: '2026-11-16', state: 'complete', events, lateEvents, lastReadAt });
  });

  test('includes eight UTC days in a time zone other than UTC', () => {
    expect(coverageOf(losAngeles, ledgerOf()).map(({ day }) => day)).toEqual(days('2026-11-16', 8));
    expect(coverageOf(auckland, ledgerOf()).map(({ day }) => day)).toEqual(days('2026-11-15', 8));
  });

  test('shows the last day as complete west of Greenwich when it was read up to the end of the period', () => {
    const ledger = complete('2026-11-16', 7);
    ledger.set('2026-11-23', partial('2026-11-23', '2026-11-23T08:00:00.000Z'));
    expect(states(losAngeles, ledger)).toContain('23 complete');
    ledger.set('2026-11-23', partial('2026-11-23', '2026-11-23T07:59:59.999Z'));
    expect(states(losAngeles, ledger)).toContain('23 partial');
  });

  test('shows the last day as complete east of Greenwich when it was read up to the end of the period', () => {
    const ledger = complete('2026-11-15', 7);
    ledger.set('2026-11-22', partial('2026-11-22', '2026-11-22T11:00:00.000Z'));
    expect(states(auckland, ledger)).toContain('22 complete');
  });

  test('shows a day inside the period as partial when it was read in part', () => {
    const ledger = complete('2026-11-16', 7);
    ledger.set('2026-11-18', partial('2026-11-18', '2026-11-18T23:00:00.000Z'));
    expect(states(utc, ledger)[2]).toBe('18 partial');
    ledger.set('2026-11-18', aLedgerDay('2026-11-18', { state: 'partial', readTo: null }));
    expect(states(utc, ledger)[2]).toBe('18 partial');
  });
});

describe('the known part of a partial day', () => {
  const knownTo = (changes: Parameters<typeof aLedgerDay>[1]) => {
    const day = aLedgerDay('2026-11-18', { state: 'partial', ...changes });
    return coverageOf(utc, ledgerOf(day))[2]?.knownTo;
  };
  const readTo = new Date('2026-11-18T20:00:00Z');

  test('ends where it was read to, or where Graph then showed all events', () => {
    expect(knownTo({ readTo, lastReadAt: new Date('2026-11-19T01:00:00Z') })).toEqual(readTo);
    expect(knownTo({ readTo, lastReadAt: new Date('2026-11-18T20:00:00Z') })).toEqual(
      new Date('2026-11-18T19:02:00Z'),
    );
    const lastReadAt = new Date('2026-11-19T00:00:00Z');
    expect(knownTo({ state: 'complete', readTo: null, lastReadAt })).toEqual(
      new Date('2026-11-18T23:02:00Z'),
    );
  });

  test('is not known of a day whose start Graph no longer had, or that was never read', () => {
    const lastReadAt = new Date('2026-11-19T01:00:00Z');
    expect(knownTo({ readTo, lastReadAt, availableFrom: new Date('2026-11-18T05:00:00Z') })).toBeUndefined();
    expect(knownTo({ readTo: null, lastReadAt })).toBeUndefined();
    expect(knownTo({ readTo, lastReadAt: null })).toBeUndefined();
  });
});

describe('the usual delay before Graph shows all events of a day', () => {
  const lastRead = (day: string, needed: string, milliseconds: number) => ({
    ...aLedgerDay(day),
    lastReadAt: new Date(new Date(needed).getTime() + graphDelay + milliseconds),
  });

  test.each([
    [-120_001, 'partial'],
    [-120_000, 'complete'],
  ])('a day that was read %i ms after that delay is %s', (milliseconds, state) => {
    const sunday = lastRead('2026-11-22', '2026-11-23T00:00:00Z', milliseconds);
    expect(coverageOf(utc, ledgerOf(sunday)).at(-1)?.state).toBe(state);
    expect(daysToClose(utc, ledgerOf(sunday), new Date('2026-11-23T07:00:00Z')).includes('2026-11-22')).toBe(
      state === 'partial',
    );
  });

  test('starts at the end of the period if that is inside the day', () => {
    const end = '2026-11-23T08:00:00Z';
    for (const [milliseconds, state] of [
      [-120_001, 'partial'],
      [-120_000, 'complete'],
    ] as const) {
      const monday = {
        ...lastRead('2026-11-23', end, milliseconds),
        state: 'partial' as const,
        readTo: new Date(end),
      };
      expect(coverageOf(losAngeles, ledgerOf(monday)).at(-1)?.state).toBe(state);
    }
  });

  test('makes a day partial when the time of its last read is not known', () => {
    const sunday = { ...aLedgerDay('2026-11-22'), lastReadAt: null };
    expect(coverageOf(utc, ledgerOf(sunday)).at(-1)?.state).toBe('partial');
  });
});

describe('the days to read again before a report is mailed', () => {
  test('are the last days of the week, by the overlap, and the day after it up to now', () => {
    const monday = new Date('2026-11-23T07:00:00Z');
    expect(daysToReadAgain(utc, 0, monday)).toEqual(['2026-11-22', '2026-11-23']);
    expect(daysToReadAgain(utc, 3, monday)).toEqual(days('2026-11-19', 5));
    expect(daysToReadAgain(utc, 29, monday)).toEqual(days('2026-11-16', 8));
  });

  test('are none for a week that ended long ago', () => {
    expect(daysToReadAgain(utc, 3, new Date('2026-12-07T07:00:00Z'))).toEqual([]);
  });
});

describe('the time up to which the events are known', () => {
  const now = new Date('2026-11-30T07:00:00.000Z');

  test('is the start of the first gap', () => {
    const ledger = complete('2026-11-16', 14);
    expect(knownUntil(utc, ledger, now)).toEqual(new Date('2026-11-30T00:00:00.000Z'));
    ledger.delete('2026-11-25');
    expect(knownUntil(utc, ledger, now)).toEqual(new Date('2026-11-25T00:00:00.000Z'));
    ledger.set('2026-11-20', partial('2026-11-20', '2026-11-20T10:00:00.000Z'));
    expect(knownUntil(utc, ledger, now)).toEqual(new Date('2026-11-20T10:00:00.000Z'));
    ledger.set('2026-11-18', aLedgerDay('2026-11-18', { state: 'lost' }));
    expect(knownUntil(utc, ledger, now)).toEqual(new Date('2026-11-18T00:00:00.000Z'));
  });

  test('is the start of the period when nothing was read', () => {
    expect(knownUntil(utc, ledgerOf(), now)).toEqual(utc.from);
    expect(knownUntil(auckland, ledgerOf(), now)).toEqual(auckland.from);
  });

  test('is never later than now', () => {
    const early = new Date('2026-11-18T07:00:00.000Z');
    expect(knownUntil(utc, complete('2026-11-16', 14), early)).toEqual(early);
  });
});

describe('the days to close for a report', () => {
  const now = new Date('2026-11-23T07:00:00.000Z');

  test('are the incomplete days of the period, and the day after it up to now', () => {
    const ledger = complete('2026-11-16', 7);
    ledger.set('2026-11-17', aLedgerDay('2026-11-17', { state: 'missing' }));
    expect(daysToClose(utc, ledger, now)).toEqual(['2026-11-17', '2026-11-23']);
  });

  test('are all days of the period when nothing was ever read', () => {
    expect(daysToClose(utc, ledgerOf(), now)).toEqual(days('2026-11-16', 8));
  });

  test('are none when everything was read up to now', () => {
    const ledger = complete('2026-11-16', 7);
    ledger.set('2026-11-23', partial('2026-11-23', '2026-11-23T07:00:00.000Z'));
    expect(daysToClose(utc, ledger, now)).toEqual([]);
  });

  test('include the current UTC day west of Greenwich right after local midnight', () => {
    const local = new Date('2026-11-23T08:00:30.000Z');
    expect(lastWholeWeek(local, 'America/Los_Angeles')).toEqual(losAngeles);
    expect(daysToClose(losAngeles, complete('2026-11-16', 7), local)).toEqual(['2026-11-23']);
  });

  test('include days that this app marked as lost, since they may be within reach again', () => {
    const ledger = complete('2026-11-16', 8).set('2026-11-17', aLedgerDay('2026-11-17', { state: 'lost' }));
    expect(daysToClose(utc, ledger, now)).toEqual(['2026-11-17']);
  });

  test('exclude days that Graph no longer has, and future days', () => {
    const availableFrom = new Date('2026-11-18T00:00:00.000Z');
    const ledger = complete('2026-11-16', 3);
    ledger.set('2026-11-17', aLedgerDay('2026-11-17', { state: 'lost', availableFrom }));
    expect(daysToClose(utc, ledger, new Date('2026-11-19T12:00:00.000Z'))).toEqual(['2026-11-19']);
    expect(daysToClose(utc, ledger, new Date('2026-11-19T00:00:00.000Z'))).toEqual([]);
  });

  test('include no day later than the day after the period', () => {
    expect(daysToClose(utc, complete('2026-11-16', 7), new Date('2027-01-01T00:00:00.000Z'))).toEqual([
      '2026-11-23',
    ]);
  });
});
