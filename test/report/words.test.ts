import { datesPeriod, isoWeek } from '../../shared/domain/period';
import { completeness } from '../../shared/report/completeness';
import { comparedWords, periodWords, shortPeriod } from '../../shared/report/period-words';
import { reportFileName } from '../../shared/report/report-file-name';
import { aCoverage, aReportModel } from '../support/builders/report';

test('a period is named by its days, its week and its zone', () => {
  expect(periodWords(isoWeek('2026-W47', 'Europe/Berlin'))).toBe(
    'Monday 16 November 2026 to Sunday 22 November 2026 (week 47, Europe/Berlin)',
  );
  expect(periodWords(datesPeriod('2026-11-18', '2026-11-18', 'UTC'))).toBe(
    'Wednesday 18 November 2026 (UTC)',
  );
  expect(shortPeriod(datesPeriod('2026-11-02', '2026-11-15', 'UTC'))).toBe('2026-11-02 to 2026-11-15');
  expect(comparedWords(isoWeek('2026-W47', 'UTC'))).toEqual(['2026-W47', 'Week before']);
  expect(comparedWords(datesPeriod('2026-11-02', '2026-11-15', 'UTC'))).toEqual([
    'This period',
    'Period before',
  ]);
});

test('a file is named by report and period', () => {
  expect(reportFileName(aReportModel(), 'xlsx')).toBe('weekly-2026-W47.xlsx');
});

test('completeness tells of late events', () => {
  const coverage = aCoverage().map((day, index) => (index === 2 ? { ...day, lateEvents: 3 } : day));
  expect(completeness({ coverage }).sentence).toBe(
    'Complete: 7 of 7 UTC days were read in full. 3 events arrived late and are included.',
  );
});

test('completeness of days that come from a file cannot be proved, and is no gap', () => {
  const imported = aCoverage().map((day) => ({ ...day, state: 'imported' as const }));
  expect(completeness({ coverage: imported.slice(0, 2) })).toEqual({
    complete: false,
    short: 'NOT PROVED COMPLETE: 2 of 2 days from a file',
    sentence:
      'NOT PROVED COMPLETE: 2 of 2 days come from a file: 2026-11-16, 2026-11-17. What the file lacks is absent below.',
  });
  const mixed = [{ ...imported[0]!, state: 'missing' as const }, imported[1]!];
  expect(completeness({ coverage: mixed }).sentence).toContain(
    '2026-11-16 (nothing was read); 2026-11-17 (from a file; completeness cannot be proved)',
  );
});
