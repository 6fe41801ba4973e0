import { periodLabel } from '../domain/time/period';
import type { ReportModel } from './report-model';

/**
 * The name of a report's file: `weekly-2026-W47.xlsx`, `weekly-2026-W47-findings.csv`. Settings allow only letters,
 * digits, `_` and `-` in names.
 */
export function reportFileName(
  { report, period }: Pick<ReportModel, 'report' | 'period'>,
  extension: string,
  mark = '',
): string {
  return `${report}-${periodLabel(period)}${mark}.${extension}`;
}
