import { plural } from '../text/plural';
import { oneLine } from '../text/text-safety';
import type { ReportModel } from './report-model';

/** One sentence for each entry of the filter that matched nothing: the report may be empty for that reason alone. */
export function filterWarnings({ unmatchedFilters }: Pick<ReportModel, 'unmatchedFilters'>): string[] {
  return unmatchedFilters.map(
    ({ list, entry, days }) =>
      `The filter ${list} “${oneLine(entry, 80)}” has matched nothing in ${plural(days, 'day')} on record: check its spelling in the REPORTS setting.`,
  );
}
