import { lateAfterReport } from '../../../../shared/jobs/report/late/late-after-report';
import { aRun } from '../../../support/fakes/ports';

test('counts the events of a week that were stored after its report was made', () => {
  expect(lateAfterReport(aRun({ events: 7 }), 10)).toBe(3);
  expect(lateAfterReport(aRun({ events: 10 }), 10)).toBe(0);
});

test('returns 0 for a report that was not sent, and after events were purged', () => {
  expect(lateAfterReport(null, 10)).toBe(0);
  expect(lateAfterReport(aRun({ events: 7, state: 'sending' }), 10)).toBe(0);
  expect(lateAfterReport(aRun({ events: 12 }), 10)).toBe(0);
});

test('returns 0 if the event count of the report is unknown', () => {
  expect(lateAfterReport(aRun({ events: null }), 10)).toBe(0);
});
