import { activationColumnKeys } from '../../../domain/reports/activation-column-keys';
import { nearest } from '../../../text/nearest';
import type { ReportContent } from '../report-request';

/** Returns a sentence for each column that a report names and the Activations sheet does not have. */
export function columnProblems(reports: readonly Pick<ReportContent, 'name' | 'columns'>[]): string[] {
  const known: readonly string[] = activationColumnKeys;
  return reports.flatMap(({ name, columns }) =>
    (columns ?? [])
      .filter((column) => !known.includes(column))
      .map(
        (column) =>
          `REPORTS: report "${name}" names the column "${column}"; did you mean "${nearest(column, known)}"? There are ${known.join(', ')}.`,
      ),
  );
}
