import { reportFileName } from '../../shared/report/report-file-name';

test('names a file by report and period', () => {
  expect(reportFileName('weekly', '2026-W47', 'xlsx')).toBe('weekly-2026-W47.xlsx');
  expect(reportFileName('weekly', '2026-W47-correction-1', 'csv', '-findings')).toBe(
    'weekly-2026-W47-correction-1-findings.csv',
  );
});
