import type { Analysis } from '../../analysis/analysis';
import { totalsOf } from '../../analysis/totals';
import type { ReportFilter } from '../../domain/report-filter';
import { narrowReport } from '../../report/select';

/** What a report's filter bears on. */
export type Narrowable = Pick<Analysis, 'elevations' | 'changes' | 'findings' | 'totals'> &
  Partial<Pick<Analysis, 'around'>>;

/** The parts narrowed to what a report includes, their totals counted again, and words for the filter. */
export function narrow(
  parts: Narrowable,
  include: ReportFilter | null,
): Narrowable & { filter: string | null } {
  if (include === null) return { ...parts, filter: null };
  const narrowed = narrowReport(parts, include);
  const events = new Set([...narrowed.elevations, ...narrowed.changes].flatMap((row) => row.eventIds)).size;
  return { ...narrowed, totals: totalsOf(narrowed.elevations, narrowed.findings, events) };
}
