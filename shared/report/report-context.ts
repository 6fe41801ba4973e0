import type { Statistics } from '../analysis/statistics';
import { statisticsOf } from '../analysis/statistics';
import type { LocalClock } from '../domain/local-clock';
import { localClock } from '../domain/local-clock';
import type { Completeness } from './completeness';
import { completeness } from './completeness';
import type { Ranked } from './rankings';
import { rankPeople, rankRoles } from './rankings';
import type { ReportModel } from './report-model';

/** A report with everything that its printings count, sort and say of it: built once for each. */
export interface ReportContext {
  readonly model: ReportModel;
  /** The clock of the report's zone. */
  readonly clock: LocalClock;
  readonly completeness: Completeness;
  readonly statistics: Statistics;
  readonly roles: readonly Ranked[];
  readonly people: readonly Ranked[];
}

/** Counts a report once: in a large week that takes longer than printing it. */
export function reportContext(model: ReportModel): ReportContext {
  return {
    model,
    clock: localClock(model.period.timeZone),
    completeness: completeness(model),
    statistics: statisticsOf(model.elevations, model.period),
    roles: rankRoles(model.elevations),
    people: rankPeople(model.elevations),
  };
}
