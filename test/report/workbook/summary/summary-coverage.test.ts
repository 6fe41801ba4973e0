import type { DayState } from '../../../../shared/domain/collection-day';
import { datesPeriod, isoWeek, type Period } from '../../../../shared/domain/time/period';
import { utcDaysBetween } from '../../../../shared/domain/time/utc-day';
import { renderWorkbook } from '../../../../shared/report/workbook';
import { aReportModel } from '../../../support/builders/report';
import { readWorkbook } from '../../../support/outputs/open-xml';

const week = isoWeek('2026-W47', 'Europe/Amsterdam');

/** The texts of the Summary, and the days of the Coverage sheet; every day is complete unless a state is given. */
async function sheetsOf(states: Readonly<Record<string, DayState>>, period: Period = week) {
  const coverage = utcDaysBetween(period.from, period.to).map((day) => ({
    day,
    state: states[day] ?? ('complete' as const),
    events: 1,
    lateEvents: 0,
    lastReadAt: null,
  }));
  const workbook = await readWorkbook(await renderWorkbook(aReportModel({ coverage, period }), null));
  const texts: string[] = [];
  workbook.getWorksheet('Summary')?.eachRow((row) => {
    row.eachCell((cell) => texts.push(cell.text));
  });
  const days = workbook.getWorksheet('Coverage')?.getColumn(1).values ?? [];
  return {
    strip: [...new Set(texts.filter((text) => /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ Nov$/.test(text)))],
    texts,
    covered: days.filter((day) => day instanceof Date).length,
  };
}

const ownDays = ['Mon 16', 'Tue 17', 'Wed 18', 'Thu 19', 'Fri 20', 'Sat 21', 'Sun 22'].map(
  (day) => `${day} Nov`,
);

test('the strip of days leaves out a complete UTC day that only overlaps the week; Coverage lists it', async () => {
  const { strip, covered } = await sheetsOf({ '2026-11-18': 'missing' });
  expect(strip).toEqual(ownDays);
  expect(covered).toBe(8);
});

test.each(['missing', 'partial', 'lost', 'imported'] as const)(
  'the strip shows such a day when it is %s',
  async (state) => {
    const { strip } = await sheetsOf({ '2026-11-15': state });
    expect(strip).toEqual(['Sun 15 Nov', ...ownDays]);
  },
);

test('a long period counts its own days', async () => {
  const { texts } = await sheetsOf({}, datesPeriod('2026-10-01', '2026-10-31', 'Europe/Amsterdam'));
  expect(texts).toContain('31 days');
  expect(texts).not.toContain('32 days');
});
