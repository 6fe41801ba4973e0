import { completeness } from '../../report/completeness';
import type { ReportModel } from '../../report/report-model';

/** Whether a report can be relied on, as its banner and its subject say it: `complete`, `INCOMPLETE, 2 of 7 days missing`. */
export function completenessWords(
  model: Pick<ReportModel, 'coverage' | 'period'> &
    Partial<Pick<ReportModel, 'missingEvents' | 'storedEvents'>>,
): string {
  const { complete, short } = completeness(model);
  return complete ? 'complete' : short;
}
