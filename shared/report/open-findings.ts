import type { Finding } from '../domain/finding';
import { formatNumber } from '../text/format-number';
import type { ReportModel } from './report-model';

/** The findings that are not suppressed, worst first as the model has them, and the number of suppressed ones. */
export function openFindings({ findings }: Pick<ReportModel, 'findings'>): {
  readonly open: readonly Finding[];
  readonly suppressed: number;
} {
  const open = findings.filter(({ suppressed }) => suppressed === null);
  return { open, suppressed: findings.length - open.length };
}

/** Whether a finding is of high or medium severity. */
export const isSerious = ({ severity }: Pick<Finding, 'severity'>): boolean =>
  severity === 'high' || severity === 'medium';

/** The numbers of the findings that a short list leaves out: `35 low, 6 info, 1 suppressed`; null if the list leaves out no finding. */
export function otherFindings(findings: Pick<ReportModel, 'findings'>): string | null {
  const { open, suppressed } = openFindings(findings);
  const count = (severity: Finding['severity']) => open.filter((one) => one.severity === severity).length;
  const parts = Object.entries({ low: count('low'), info: count('info'), suppressed })
    .filter(([, number]) => number > 0)
    .map(([words, number]) => `${formatNumber(number)} ${words}`);
  return parts.length === 0 ? null : parts.join(', ');
}
