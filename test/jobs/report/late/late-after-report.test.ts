import { isoWeek } from '../../../../shared/domain/time/period';
import { lateAfterReport } from '../../../../shared/jobs/report/late/late-after-report';
import { aRun } from '../../../support/fakes/ports';

const week = isoWeek('2026-W47', 'UTC');

test('counts what came to the week of a sent report after it had been made', () => {
  expect(lateAfterReport(aRun({ events: 7 }), week, 10)).toBe(3);
  expect(lateAfterReport(aRun({ events: 10 }), week, 10)).toBe(0);
});

test('reports nothing for a report that was not sent, nor for purged events', () => {
  expect(lateAfterReport(null, week, 10)).toBe(0);
  expect(lateAfterReport(aRun({ events: 7, state: 'sending' }), week, 10)).toBe(0);
  expect(lateAfterReport(aRun({ events: 12 }), week, 10)).toBe(0);
});

test('reports nothing if the content of the report is unknown, or if it covered other hours', () => {
  expect(lateAfterReport(aRun({ events: null }), week, 10)).toBe(0);
  expect(lateAfterReport(aRun({ events: 7, timeZone: 'Europe/Berlin' }), week, 10)).toBe(0);
});
