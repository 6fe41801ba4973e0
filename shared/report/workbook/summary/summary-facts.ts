import type { Statistics } from '../../../analysis/statistics';
import { statisticsOf } from '../../../analysis/statistics';
import type { Ranked } from '../../rankings';
import { rankPeople, rankRoles } from '../../rankings';
import type { ReportModel } from '../../report-model';

/** What the Summary counts over all elevations. */
export interface SummaryFacts {
  readonly statistics: Statistics;
  readonly roles: readonly Ranked[];
  readonly people: readonly Ranked[];
}

/** Counts it once: of a large week it takes longer than the sheet itself, which is made twice. */
export function summaryFacts({ elevations, period }: ReportModel): SummaryFacts {
  return {
    statistics: statisticsOf(elevations, period),
    roles: rankRoles(elevations),
    people: rankPeople(elevations),
  };
}
