import { isoWeek } from '../../shared/domain/period';
import { lateAfterReport } from '../../shared/jobs/late-after-report';
import { aLedgerDay } from '../support/ports';

const week = isoWeek('2026-W47', 'UTC');
const ledger = new Map(
  ['2026-11-16', '2026-11-22', '2026-11-23'].map((day) => [day, aLedgerDay(day, { events: 10 })]),
);
const sent = (eventsByDay: Record<string, number>) => ({ state: 'sent' as const, eventsByDay });

test('counts what came to the days of a sent report after it had been made', () => {
  expect(lateAfterReport(sent({ '2026-11-16': 7, '2026-11-22': 10 }), week, ledger)).toBe(3);
  expect(lateAfterReport(sent({ '2026-11-16': 10, '2026-11-22': 10 }), week, ledger)).toBe(0);
});

test('tells nothing of a report that was not sent, nor of purged days', () => {
  expect(lateAfterReport(null, week, ledger)).toBe(0);
  expect(lateAfterReport({ ...sent({ '2026-11-16': 7 }), state: 'sending' }, week, ledger)).toBe(0);
  expect(lateAfterReport(sent({ '2026-11-18': 7 }), week, ledger)).toBe(0);
});

test('leaves out the day that was not over: its other events belong to the next report', () => {
  const west = isoWeek('2026-W47', 'America/New_York');
  expect(lateAfterReport(sent({ '2026-11-23': 2 }), west, ledger)).toBe(0);
});
