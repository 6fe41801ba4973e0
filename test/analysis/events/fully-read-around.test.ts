import { fullyReadAround } from '../../../shared/analysis/events/fully-read-around';
import type { CollectionDay } from '../../../shared/domain/collection-day';
import { at } from '../../support/builders/events';
import { aLedgerDay, ledgerOf } from '../../support/fakes/ports';

const day = (overrides: Partial<CollectionDay> = {}) =>
  aLedgerDay('2026-11-17', { lastReadAt: at('18 07:00'), ...overrides });
const next = aLedgerDay('2026-11-18', {
  state: 'partial',
  readTo: at('18 07:00'),
  lastReadAt: at('18 07:00'),
});
const isKnown = (when: string, ...rows: CollectionDay[]) => fullyReadAround(ledgerOf(...rows))(at(when));

test('everything around an instant is known if five minutes before and after it were read', () => {
  expect(isKnown('17 23:58', day(), next)).toBe(true);
  expect(isKnown('17 23:58', day())).toBe(false);
  expect(isKnown('17 23:54', day())).toBe(true);
  expect(isKnown('17 00:04', day())).toBe(false);
  expect(isKnown('17 00:05', day())).toBe(true);
  expect(isKnown('17 12:00')).toBe(false);
});

test.each(['missing', 'lost', 'imported'] as const)('nothing is known of a day that is %s', (state) => {
  expect(isKnown('17 12:00', day({ state }))).toBe(false);
});

test('of a day that was read in part, that part is known', () => {
  const part = day({ state: 'partial', readTo: at('17 12:00') });
  expect(isKnown('17 11:54', part)).toBe(true);
  expect(isKnown('17 11:55', part)).toBe(false);
  expect(isKnown('17 11:54', { ...part, readTo: null })).toBe(false);
});

test("what was read within three hours is not known yet, because PIM's own event can come later", () => {
  const early = day({ lastReadAt: at('18 01:30') });
  expect(isKnown('17 22:25', early)).toBe(true);
  expect(isKnown('17 22:26', early)).toBe(false);
  expect(isKnown('17 12:00', day({ lastReadAt: null }))).toBe(false);
});
