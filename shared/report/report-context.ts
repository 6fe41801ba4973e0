import type { Statistics } from '../analysis/statistics';
import { statisticsOf } from '../analysis/statistics';
import type { LocalClock } from '../domain/local-clock';
import { localClock } from '../domain/local-clock';
import type { Completeness } from './completeness';
import { completeness } from './completeness';
import { dayPanel } from './panels/day-panel';
import { headlinePanel, severityPanel } from './panels/figure-panels';
import { changePanel, unknownPanel } from './panels/list-panels';
import type { Panel } from './panels/panel';
import { peoplePanel, rolePanel } from './panels/ranking-panel';
import { approvalPanel, endingPanel, mfaPanel, outcomePanel } from './panels/request-panels';
import { hourPanel, trendPanel } from './panels/week-panels';
import type { ReportModel } from './report-model';

/** The panels of the report by name. */
export type PanelName =
  | 'headline'
  | 'severities'
  | 'days'
  | 'hours'
  | 'trend'
  | 'outcomes'
  | 'endings'
  | 'approvals'
  | 'mfa'
  | 'roles'
  | 'people'
  | 'changes'
  | 'unknown';

/** A report with everything that its printings count and sort: built once for each. */
export interface ReportContext {
  readonly model: ReportModel;
  /** The clock of the report's zone. */
  readonly clock: LocalClock;
  readonly completeness: Completeness;
  readonly statistics: Statistics;
  readonly panels: Readonly<Record<PanelName, Panel>>;
}

/** Counts a report once: in a large week that takes longer than printing it. */
export function reportContext(model: ReportModel): ReportContext {
  const clock = localClock(model.period.timeZone);
  const state = completeness(model);
  const statistics = statisticsOf(model.elevations, model.period);
  const panels = {
    headline: headlinePanel(model),
    severities: severityPanel(model),
    days: dayPanel(statistics, model, clock),
    hours: hourPanel(statistics, state.complete),
    trend: trendPanel(model),
    outcomes: outcomePanel(model.elevations, statistics),
    endings: endingPanel(statistics),
    approvals: approvalPanel(statistics),
    mfa: mfaPanel(statistics),
    roles: rolePanel(model.elevations),
    people: peoplePanel(model.elevations),
    changes: changePanel(model),
    unknown: unknownPanel(model),
  };
  return { model, clock, completeness: state, statistics, panels };
}
