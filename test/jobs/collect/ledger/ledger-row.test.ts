import { isGoneFromGraph, type CollectionDay, type DayCount } from '../../../../shared/domain/collection-day';
import {
  rowAfterCount,
  rowAfterFailure,
  rowAfterImport,
  rowAfterReading,
  rowWhenLost,
} from '../../../../shared/jobs/collect/ledger/ledger-row';
import { aLedgerDay } from '../../../support/fakes/ports';

const day = '2026-11-16';
const now = new Date('2026-11-17T01:30:00.000Z');
const end = new Date('2026-11-17T00:00:00.000Z');
const noon = new Date('2026-11-16T12:00:00.000Z');
const whole = { availableFrom: null, to: end, now };
const count = (events: number, unreadable = 0, imported = 0) => ({ events, unreadable, imported });

describe('the row of a day that was read', () => {
  test('is complete, with the counts and the time of the read', () => {
    expect(rowAfterReading(day, undefined, count(12, 1), whole)).toEqual({
      day,
      state: 'complete',
      events: 12,
      unreadable: 1,
      importedEvents: 0,
      lateEvents: 0,
      newEvents: 12,
      firstReadAt: now,
      lastReadAt: now,
      readTo: end,
      firstCompleteEvents: 12,
      failedReads: 0,
      availableFrom: null,
      reason: null,
    });
  });

  test('is partial while the day is not over, with the time up to which it was read', () => {
    const row = rowAfterReading(day, undefined, count(5), { ...whole, to: noon, now: noon });
    expect(row).toMatchObject({ state: 'partial', readTo: noon, firstCompleteEvents: null, lateEvents: 0 });
    expect(row.reason).toMatch(/not over/);
    const later = rowAfterReading(day, row, count(9), whole);
    expect(later).toMatchObject({ state: 'complete', newEvents: 4, lateEvents: 0, firstCompleteEvents: 9 });
    expect(later).toMatchObject({ firstReadAt: noon, lastReadAt: now, reason: null });
  });

  test('counts events stored after the day was first complete as late, over all runs', () => {
    const first = rowAfterReading(day, undefined, count(10), whole);
    const second = rowAfterReading(day, first, count(12), whole);
    expect(second).toMatchObject({ events: 12, newEvents: 2, lateEvents: 2, firstCompleteEvents: 10 });
    const third = rowAfterReading(day, second, count(13), whole);
    expect(third).toMatchObject({ newEvents: 1, lateEvents: 3, firstCompleteEvents: 10 });
    expect(rowAfterReading(day, third, count(13), whole)).toMatchObject({ newEvents: 0, lateEvents: 3 });
  });

  test.each([
    ['read', (before: CollectionDay, of: DayCount) => rowAfterReading(day, before, of, whole)],
    ['not read', (before: CollectionDay, of: DayCount) => rowAfterFailure(day, before, of, 'HTTP 500')],
  ])('keeps the number of live events that are gone from the store when the day is %s again', (_, again) => {
    const before = aLedgerDay(day, { events: 10, importedEvents: 3 });
    expect(again(before, count(5)).events).toBe(10 - 3);
    expect(again(before, { ...count(9), imported: 3 }).events).toBe(10);
    expect(again(before, { ...count(9), imported: 2 }).events).toBe(9);
    expect(again(before, { ...count(12), imported: 3 }).events).toBe(12);
  });

  test('counts late events from what is left of a day that lost imported events to another record', () => {
    const before = aLedgerDay(day, { events: 10, importedEvents: 2, firstCompleteEvents: 10 });
    const less = rowAfterCount(before, count(8));
    expect(less).toEqual({ ...before, events: 8, importedEvents: 0, firstCompleteEvents: 8, newEvents: 0 });
    expect(rowAfterReading(day, less, count(9), whole)).toMatchObject({ events: 9, lateEvents: 1 });
  });

  test('keeps its state and readTo when a later read covers less of the day', () => {
    const row = rowAfterReading(day, aLedgerDay(day), count(10), { ...whole, to: noon, now: noon });
    expect(row).toMatchObject({ state: 'complete', readTo: end, reason: null });
    const partial = aLedgerDay(day, { state: 'partial', readTo: noon });
    const earlier = { ...whole, to: new Date('2026-11-16T09:00:00.000Z') };
    expect(rowAfterReading(day, partial, count(10), earlier).readTo).toEqual(noon);
  });

  test('is lost when Graph no longer has the day, and partial when Graph has only the rest of it', () => {
    const lost = rowAfterReading(day, undefined, count(0), { ...whole, availableFrom: end });
    expect(lost).toMatchObject({ state: 'lost', lastReadAt: null, firstCompleteEvents: null });
    expect(lost.availableFrom).toEqual(end);
    expect(lost.reason).toContain('2026-11-17T00:00:00.000Z');
    expect(rowAfterReading(day, undefined, count(3), { ...whole, availableFrom: noon })).toMatchObject({
      state: 'partial',
      events: 3,
      readTo: null,
      availableFrom: noon,
    });
    const start = new Date('2026-11-16T00:00:00.000Z');
    expect(rowAfterReading(day, undefined, count(3), { ...whole, availableFrom: start }).state).toBe(
      'complete',
    );
  });

  test('clears the horizon when Graph has the day after all', () => {
    const lost = rowAfterReading(day, undefined, count(0), { ...whole, availableFrom: end });
    expect(rowAfterReading(day, lost, count(3), whole)).toMatchObject({
      state: 'complete',
      availableFrom: null,
    });
  });

  test('does not change when the day was complete and is now out of reach', () => {
    const before = aLedgerDay(day);
    const row = rowAfterReading(day, before, count(10), { ...whole, availableFrom: end });
    expect(row).toEqual({ ...before, newEvents: 0 });
  });
});

describe('the row of a day that could not be read', () => {
  test('is missing without events and partial with some, and gives the reason', () => {
    expect(rowAfterFailure(day, undefined, count(0), 'Graph is down.')).toMatchObject({
      state: 'missing',
      reason: 'Graph is down.',
      lastReadAt: null,
      readTo: null,
    });
    expect(rowAfterFailure(day, undefined, count(3), 'Graph is down.').state).toBe('partial');
    const partial = aLedgerDay(day, { state: 'partial', readTo: noon, events: 0 });
    expect(rowAfterFailure(day, partial, count(0), 'Graph is down.')).toMatchObject({
      state: 'partial',
      readTo: noon,
    });
  });

  test('counts the failed runs in any state, until one succeeds', () => {
    for (const state of ['partial', 'complete', 'lost'] as const) {
      const once = rowAfterFailure(day, aLedgerDay(day, { state }), count(3), 'Graph is down.');
      const twice = rowAfterFailure(day, once, count(3), 'Graph is down.');
      expect([once.failedReads, twice.failedReads]).toEqual([1, 2]);
      expect(rowAfterReading(day, twice, count(3), whole).failedReads).toBe(0);
      expect(rowAfterReading(day, twice, count(3), { ...whole, availableFrom: noon }).failedReads).toBe(0);
    }
    expect(rowAfterFailure(day, undefined, count(0), 'Graph is down.').failedReads).toBe(1);
  });

  test('does not count a run that a person interrupted', () => {
    const row = (before = aLedgerDay(day, { state: 'missing' })) =>
      rowAfterFailure(day, before, count(0), 'The command was interrupted.', true);
    expect(row()).toMatchObject({ failedReads: 0, reason: 'The command was interrupted.' });
    expect(row(aLedgerDay(day, { state: 'missing', failedReads: 2 })).failedReads).toBe(2);
  });

  test('stays complete or lost, and counts new events', () => {
    const complete = rowAfterFailure(day, aLedgerDay(day), count(11), 'Graph is down.');
    expect(complete).toMatchObject({ state: 'complete', events: 11, lateEvents: 1, reason: null });
    const lost = aLedgerDay(day, { state: 'lost', reason: 'Too old.' });
    expect(rowAfterFailure(day, lost, count(10), 'Graph is down.')).toMatchObject({
      state: 'lost',
      reason: 'Too old.',
    });
  });
});

test('the row of a day that becomes lost keeps its counts', () => {
  const before = aLedgerDay(day, { state: 'partial', events: 4 });
  expect(rowWhenLost(day, before, 'Too old.')).toEqual({
    ...before,
    state: 'lost',
    newEvents: 0,
    reason: 'Too old.',
  });
  expect(rowWhenLost(day, undefined, 'Too old.')).toMatchObject({ day, state: 'lost', events: 0 });
});

describe('the row of a day with events from a file', () => {
  test.each([
    ['was never read', undefined],
    ['is missing', aLedgerDay(day, { state: 'missing', events: 0, lastReadAt: null, readTo: null })],
    ['is lost', aLedgerDay(day, { state: 'lost', events: 0, reason: 'gone' })],
    ['was imported before', aLedgerDay(day, { state: 'imported', events: 3, importedEvents: 3 })],
  ])('is imported when the day %s', (_, before) => {
    expect(rowAfterImport(day, before, count(7, 0, 5), null)).toMatchObject({
      state: 'imported',
      events: 7,
      importedEvents: 5,
      reason: expect.stringMatching(/From a file.*cannot be proved/) as string,
    });
  });

  test.each(['complete', 'partial'] as const)('stays %s, and counts the new events', (state) => {
    const before = aLedgerDay(day, { state });
    expect(rowAfterImport(day, before, count(12, 0, 2), null)).toEqual({
      ...before,
      events: 12,
      importedEvents: 2,
      newEvents: 2,
      lateEvents: 2,
    });
  });

  test('keeps the number of live events that are gone from the store', () => {
    const before = aLedgerDay(day, { events: 14, importedEvents: 0 });
    expect(rowAfterImport(day, before, count(2, 0, 1), null)).toMatchObject({
      state: 'complete',
      events: 14,
    });
  });

  test('is replaced by a live read', () => {
    const imported = rowAfterImport(day, undefined, count(7, 0, 7), null);
    expect(rowAfterReading(day, imported, count(9, 0, 1), whole)).toMatchObject({
      state: 'complete',
      events: 9,
      importedEvents: 1,
      firstReadAt: now,
      lateEvents: 0,
      reason: null,
    });
    const half = rowAfterReading(day, imported, count(7, 0, 7), { ...whole, to: noon, now: noon });
    expect(half).toMatchObject({ state: 'partial', readTo: noon });
  });

  test('stays imported after a failed read, and when Graph no longer has the day', () => {
    const imported = rowAfterImport(day, undefined, count(7, 0, 7), null);
    expect(rowAfterFailure(day, imported, count(7, 0, 7), 'down')).toMatchObject({
      state: 'imported',
      failedReads: 1,
      reason: imported.reason,
    });
    const gone = rowAfterReading(day, imported, count(7, 0, 7), { ...whole, availableFrom: end });
    expect(gone).toMatchObject({ state: 'imported', availableFrom: end, reason: imported.reason });
    expect(isGoneFromGraph(gone)).toBe(true);
    expect(isGoneFromGraph(imported)).toBe(false);
  });
});
