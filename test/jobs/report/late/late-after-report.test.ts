import { isoWeek } from '../../../../shared/domain/time/period';
import { lateAfterReport } from '../../../../shared/jobs/report/late/late-after-report';
import { aRun } from '../../../support/fakes/ports';

const week = isoWeek('2026-W47', 'UTC');

test('counts the events of a week that were stored after its report was made', () => {
  expect(lateAfterReport(aRun({ events: 7 }), week, 10)).toBe(3);
  expect(lateAfterReport(aRun({ events: 10 }), week, 10)).toBe(0);
});

test('returns 0 for a report that was not sent, and after events were purged', () => {
  expect(lateAfterReport(null, week, 10)).toBe(0);
  expect(lateAfterReport(aRun({ events: 7, state: 'sending' }), week, 10)).toBe(0);
  expect(lateAfterReport(aRun({ events: 12 }), week, 10)).toBe(0);
});

test('returns 0 if the event count of the report is unknown, or if it covered other hours', () => {
  expect(lateAfterReport(aRun({ events: null }), week, 10)).toBe(0);
  expect(lateAfterReport(aRun({ events: 7, timeZone: 'Europe/Berlin' }), week, 10)).toBe(0);
});
