import type { Finding } from '../../../../shared/domain/finding';
import { isoWeek, periodLabel, type Period } from '../../../../shared/domain/time/period';
import { createLateOfEarlierWeeks } from '../../../../shared/jobs/report/late/late-of-earlier-weeks';
import { ReportTooLargeError } from '../../../../shared/jobs/report/memory-need';
import { aReportModel } from '../../../support/builders/report';
import { aLedgerDay, aRun, ledgerOf } from '../../../support/fakes/ports';

const [week44, week45] = ['2026-W44', '2026-W45'].map((week) => isoWeek(week, 'Europe/Amsterdam'));
const days = ['2026-10-28', '2026-11-04'];
const signal = AbortSignal.timeout(900_000);
const finding: Finding = {
  ...aReportModel().findings[0]!,
  ...{ severity: 'high', suppressed: null, eventIds: ['late'], sentence: 'Somebody did something.' },
};

/** Two weeks whose mails contained one event of a day; the store now has two. */
function lateFindingsOf(
  analyse: (week: Period) => readonly Finding[],
  { timeZone = 'Europe/Amsterdam', stored = 2 } = {},
) {
  const late = createLateOfEarlierWeeks({
    deliveryLedger: {
      get: (report, edition) =>
        Promise.resolve({
          row: aRun({ report, edition, state: 'sent', events: 1, timeZone }),
          version: '1',
        }),
    },
    readMailed: () => Promise.resolve({ findings: [], events: new Map(days.map((day) => [day, 1])) }),
    analyseAgain: (week) =>
      Promise.resolve(week).then((of) => ({ ownFindings: analyse(of), eventIdsOn: () => new Set(['late']) })),
  });
  const weeks = [week44!, week45!].map((week) => ({ week, stored }));
  const ledger = ledgerOf(...days.map((day) => aLedgerDay(day, { events: 2 })));
  return late('weekly', weeks, null, ledger, new Date('2026-11-23T07:00:00Z'), signal);
}

test('returns the late findings of each week with the week in the sentence', async () => {
  const sentences = (await lateFindingsOf(() => [finding])).map(({ sentence }) => sentence);
  expect(sentences).toEqual(
    ['2026-W45', '2026-W44'].map(
      (week) => `Of ${week}, after its report had been sent: Somebody did something.`,
    ),
  );
});

test.each(['europe/amsterdam', 'Europe/Berlin', 'UTC'])(
  'analyses a week again in the zone in which it was reported, %s',
  async (timeZone) => {
    const analysed: Period[] = [];
    const found = await lateFindingsOf(
      (week) => {
        analysed.push(week);
        return [finding];
      },
      { timeZone },
    );
    expect(found).toHaveLength(2);
    expect(analysed).toEqual(['2026-W45', '2026-W44'].map((week) => isoWeek(week, timeZone)));
  },
);

test('analyses no week again of which the store holds as many events as its report did', async () => {
  const found = lateFindingsOf(() => [finding], { timeZone: 'Europe/Berlin', stored: 1 });
  expect(await found).toEqual([]);
});

test('leaves out a week that does not fit into memory, and returns the findings of the others', async () => {
  const found = await lateFindingsOf((week) => {
    if (periodLabel(week) === '2026-W45') throw new ReportTooLargeError('too large');
    return [finding];
  });
  expect(found).toEqual([
    expect.objectContaining({ sentence: expect.stringContaining('Of 2026-W44') as string }),
  ]);
});

test('throws any other error', async () => {
  await expect(
    lateFindingsOf(() => {
      throw new Error('The table cannot be read.');
    }),
  ).rejects.toThrow('The table cannot be read.');
});
