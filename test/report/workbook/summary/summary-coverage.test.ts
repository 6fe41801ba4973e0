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
  // The words under the days, each once: its cells are merged.
  const words: string[] = [];
  workbook.getWorksheet('Summary')?.eachRow((row, number) => {
    row.eachCell((cell) => {
      texts.push(cell.text);
      const isUnderDay = ownDays.includes(row.worksheet.getCell(number - 1 || 1, cell.col).text);
      if (isUnderDay && cell.master.address === cell.address) words.push(cell.text);
    });
  });
  const days = workbook.getWorksheet('Coverage')?.getColumn(1).values ?? [];
  return {
    strip: [...new Set(texts.filter((text) => /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ Nov$/.test(text)))],
    texts,
    words: words.slice(0, 7),
    covered: days.filter((day) => day instanceof Date).length,
  };
}

const ownDays = ['Mon 16', 'Tue 17', 'Wed 18', 'Thu 19', 'Fri 20', 'Sat 21', 'Sun 22'].map(
  (day) => `${day} Nov`,
);

test('the strip has the local days of the week, the Coverage sheet its UTC days', async () => {
  for (const zone of ['Europe/Amsterdam', 'America/Los_Angeles', 'Pacific/Auckland']) {
    const { strip, covered } = await sheetsOf({ '2026-11-18': 'missing' }, isoWeek('2026-W47', zone));
    expect(strip).toEqual(ownDays);
    expect(covered).toBe(8);
  }
});

test('the strip says of each local day what was read of it', async () => {
  const { words } = await sheetsOf(
    { '2026-11-15': 'missing', '2026-11-18': 'lost', '2026-11-20': 'imported', '2026-11-21': 'imported' },
    isoWeek('2026-W47', 'Pacific/Auckland'),
  );
  expect(words).toEqual([
    'in part',
    'complete',
    'lost in part',
    'lost in part',
    'imported in part',
    'imported',
    'imported in part',
  ]);
});

test('a long period counts its own days', async () => {
  const { texts } = await sheetsOf({}, datesPeriod('2026-10-01', '2026-10-31', 'Europe/Amsterdam'));
  expect(texts).toContain('31 days');
  expect(texts).not.toContain('32 days');
});
