import { reportFileName } from '../../shared/report/report-file-name';
import { aReportModel } from '../support/builders/report';

test('names a file by report and period', () => {
  expect(reportFileName(aReportModel(), 'xlsx')).toBe('weekly-2026-W47.xlsx');
});
