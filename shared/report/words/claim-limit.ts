import type { ReportContext } from '../report-context';
import { unreadWords } from './period-words';

/** The rows that a report with a filter is about. */
const covered = 'what this report covers';

/** ` of what this report covers`; empty for a report without a filter, which covers everything. */
export const ofCovered = ({ filter }: Pick<ReportContext['model'], 'filter'>): string =>
  filter === null ? '' : ` of ${covered}`;

/** ` in what this report covers`; empty for a report without a filter. */
export const inCovered = ({ filter }: Pick<ReportContext['model'], 'filter'>): string =>
  filter === null ? '' : ` in ${covered}`;

/**
 * Limits the claim that something was not found to what the report knows: ` in what was read`, ` in what this report
 * covers`; empty for a complete report without a filter.
 */
export function claimLimit({ model, completeness }: Pick<ReportContext, 'model' | 'completeness'>): string {
  return completeness.complete ? inCovered(model) : ` in what was read${ofCovered(model)}`;
}

/** The line in place of the rows of an empty list. @param none the claim, `No role was activated` */
export function emptyWords(context: Pick<ReportContext, 'model' | 'completeness'>, none: string): string {
  if (context.completeness.isUnread) return `${unreadWords(context.model.period)}.`;
  const limit = claimLimit(context);
  return `${none}${limit === '' ? ' in this period' : limit}.`;
}
