import { periodLabel } from '../domain/period';
import type { ReportModel } from './report-model';

/** What a report's file is called: `weekly-2026-W47.xlsx`. Settings allow only letters, digits, `_` and `-` in names. */
export function reportFileName(model: Pick<ReportModel, 'report' | 'period'>, extension: string): string {
  return `${model.report}-${periodLabel(model.period)}.${extension}`;
}
