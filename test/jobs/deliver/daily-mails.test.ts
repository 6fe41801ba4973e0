import { openSchedule } from '../../../shared/config/schedules/ncrontab';
import type { SendOutcome } from '../../../shared/domain/reports/send-outcome';
import { createDailyMails } from '../../../shared/jobs/deliver/daily-mails';
import type { ReportDefinition } from '../../../shared/jobs/report/report-request';
import { aRun } from '../../support/fakes/ports';
import { aDefinition, signal } from './mailing-world';

/** Runs the job at a moment, and returns the outcome and the reports for the weekly job and for the corrections. */
async function runAt(at: string, schedule: string, definitions: readonly ReportDefinition[]) {
  const [owed, corrected]: string[][] = [[], []];
  const sendWeekly = (due: readonly ReportDefinition[]): Promise<SendOutcome> => {
    owed!.push(...due.map(({ name }) => name));
    return Promise.resolve({
      deliveries: [
        { row: aRun({ report: 'earlier' }), isNew: false, complete: null },
        { row: aRun({ report: 'now' }), isNew: true, complete: true },
      ],
      failed: [],
      failures: ['a sentence'],
    });
  };
  const sendCorrections = (due: readonly ReportDefinition[]): Promise<SendOutcome> => {
    corrected!.push(...due.map(({ name }) => name));
    return Promise.resolve({ deliveries: [], failed: [], failures: ['another sentence'] });
  };
  const timer = openSchedule(schedule);
  const nextReportRun = (after: Date) => timer.nextRun(after);
  const run = createDailyMails({ sendWeekly, sendCorrections, nextReportRun });
  return { outcome: await run(definitions, new Date(at), signal), owed, corrected };
}

const everyTwoHours = '0 0 7-19/2 * * 1';

test.each([
  ['is not owed before the first run of Monday', '2026-11-23T04:00:00Z', everyTwoHours, []],
  ['is not owed just before that run', '2026-11-23T06:59:59Z', everyTwoHours, []],
  ['is owed from the first run on', '2026-11-23T07:00:00Z', everyTwoHours, ['weekly']],
  ['is owed on the next day', '2026-11-24T04:00:00Z', everyTwoHours, ['weekly']],
  ['is owed until the week is over', '2026-11-29T23:59:59Z', everyTwoHours, ['weekly']],
  ['is not owed for a week whose run is still to come', '2026-11-30T04:00:00Z', everyTwoHours, []],
  ['is owed after a run at the very end of the week', '2026-11-23T04:00:00Z', '0 0 0 * * 1', ['weekly']],
  ['is not owed before a run on Wednesday', '2026-11-25T04:00:00Z', '0 0 9 * * 3', []],
  ['is owed after a run on Wednesday', '2026-11-26T04:00:00Z', '0 0 9 * * 3', ['weekly']],
])('the weekly report %s', async (_, at, schedule, expected) => {
  expect((await runAt(at, schedule, [aDefinition('weekly')])).owed).toEqual(expected);
});

test.each([
  // The week ends at 07:00 UTC: the run of that moment leaves the mail to the one of 09:00.
  ['2026-11-23T08:00:00Z', []],
  ['2026-11-23T08:59:59Z', []],
  ['2026-11-23T09:00:00Z', ['weekly']],
])('a week that ends at a run is not owed before the next one: %s', async (at, owed) => {
  const phoenix = [aDefinition('weekly', { timeZone: 'America/Phoenix' })];
  expect((await runAt(at, everyTwoHours, phoenix)).owed).toEqual(owed);
  // Without a next run within a day, the one at its end mails it.
  expect((await runAt(at, '0 0 7 * * 1', phoenix)).owed).toEqual(['weekly']);
});

test('uses the end of the week in the time zone of each report', async () => {
  const definitions = [aDefinition('utc'), aDefinition('la', { timeZone: 'America/Los_Angeles' })];
  // Monday 07:30 UTC: in Los Angeles it is still Sunday, and the week before is long due.
  expect((await runAt('2026-11-23T07:30:00Z', everyTwoHours, definitions)).owed).toEqual(['utc', 'la']);
  // Monday 08:30 UTC: the week is over there, and the run of 09:00 is to come.
  expect(await runAt('2026-11-23T08:30:00Z', everyTwoHours, definitions)).toMatchObject({
    owed: ['utc'],
    corrected: ['la'],
  });
});

test('does not return a report that an earlier run sent, but returns the failures', async () => {
  const { outcome, corrected } = await runAt('2026-11-24T04:00:00Z', everyTwoHours, [aDefinition('weekly')]);
  expect(outcome.deliveries.map(({ row }) => row.report)).toEqual(['now']);
  // The weekly job sends corrections too.
  expect([outcome.failures, corrected]).toEqual([['a sentence'], []]);
});

test('sends corrections even before the first run of the report schedule', async () => {
  const { outcome, corrected } = await runAt('2026-11-23T04:00:00Z', everyTwoHours, [aDefinition('weekly')]);
  expect([outcome.failures, corrected]).toEqual([['another sentence'], ['weekly']]);
});
