import type { CollectionDay } from '../../../shared/domain/collection-day';
import { checkLedger } from '../../../shared/jobs/collect/check-ledger';

const now = new Date('2026-11-23T07:00:00.000Z');
const row = (day: string, facts: Partial<CollectionDay> = {}): CollectionDay => ({
  ...{ day, state: 'complete', events: 7, unreadable: 0, importedEvents: 0, lateEvents: 0, newEvents: 0 },
  ...{ firstReadAt: null, lastReadAt: now, readTo: null, firstCompleteEvents: 7, failedReads: 0 },
  ...{ availableFrom: null, reason: null },
  ...facts,
});
const check = (...rows: CollectionDay[]) => checkLedger(new Map(rows.map((each) => [each.day, each])), now);

test('lists the last three days and counts the complete ones', () => {
  const days = ['2026-11-19', '2026-11-22', '2026-11-21', '2026-11-20'].map((day) => row(day));
  expect(check(...days, row('2026-11-23', { state: 'partial', events: 1 }))).toEqual({
    state: 'ok',
    found:
      '4 of 5 days complete; the last: 2026-11-21 complete, 7 events; 2026-11-22 complete, 7 events; 2026-11-23 partial, 1 event.',
  });
});

test('reports an empty ledger without an error', () => {
  expect(check()).toEqual({ state: 'ok', found: 'The ledger has no day yet.' });
});

test('warns about a day that could not be read, and gives the reason', () => {
  const reason = 'Microsoft Graph answered HTTP 503.';
  const result = check(row('2026-11-21', { state: 'missing', failedReads: 2, reason }), row('2026-11-22'));
  expect(result.state).toBe('warning');
  expect(result.found).toContain(`2026-11-21 could not be read 2 times in a row: ${reason}`);
});

test.each([
  [50, 'ok'],
  [51, 'warning'],
])('after %d hours without a collection the state is %s', (hours, state) => {
  const lastReadAt = new Date(now.getTime() - hours * 3_600_000);
  expect(check(row('2026-11-20', { lastReadAt })).state).toBe(state);
});
