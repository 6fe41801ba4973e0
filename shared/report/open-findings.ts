import type { Finding } from '../domain/finding';
import type { ReportModel } from './report-model';

/** The findings that are not suppressed, in the model's order, and the number of suppressed ones. */
export function openFindings({ findings }: Pick<ReportModel, 'findings'>): {
  readonly open: readonly Finding[];
  readonly suppressed: number;
} {
  const open = findings.filter(({ suppressed }) => suppressed === null);
  return { open, suppressed: findings.length - open.length };
}
