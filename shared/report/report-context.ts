import { statisticsOf, type Statistics } from '../analysis/statistics';
import { localClock, type LocalClock } from '../domain/time/local-clock';
import type { Totals } from '../domain/reports/totals';
import { completeness, type Completeness } from './completeness';
import { dayPanel } from './panels/day-panel';
import { markAsPartial, type Panel } from './panels/panel';
import { headlinePanel, severityPanel } from './panels/figure-panels';
import { changePanel, unknownPanel } from './panels/list-panels';
import { peopleToTalkTo } from './panels/talk-panel';
import { peoplePanel, rolePanel } from './panels/ranking-panel';
import { approvalPanel, endingPanel, mfaPanel, outcomePanel } from './panels/request-panels';
import { hourPanel, trendPanel } from './panels/week-panels';
import type { ReportModel } from './report-model';
import { rowFindings, type RowFindings } from './columns/row-findings';

/** The small tables of the report by name, each stated once. */
type Panels = ReturnType<typeof panelsOf>;

/** A report with everything that the output formats share, computed once for each format. */
export interface ReportContext extends ReportFacts {
  readonly panels: Panels;
  readonly findings: RowFindings;
}

interface ReportFacts {
  readonly model: ReportModel;
  /** The clock of the report's zone. */
  readonly clock: LocalClock;
  readonly completeness: Completeness;
  /** The totals to compare with; null unless this period and the one before are known in full. */
  readonly before: Totals | null;
  readonly statistics: Statistics;
}

/** Computes what a format shows more than once: in a large week that takes longer than writing it. */
export function reportContext(model: ReportModel): ReportContext {
  const clock = localClock(model.period.timeZone);
  const state = completeness(model);
  const before = state.complete ? model.previous : null;
  const statistics = statisticsOf(model.elevations, model.period);
  const facts = { model, clock, completeness: state, before, statistics };
  return { ...facts, panels: panelsOf(facts), findings: rowFindings(model.findings) };
}

function panelsOf({ model, clock, completeness, before, statistics }: ReportFacts) {
  // Incomplete days and weeks are marked in their own rows.
  const marked = (panel: Panel): Panel => (completeness.complete ? panel : markAsPartial(panel));
  return {
    headline: marked(headlinePanel(model, before)),
    severities: marked(severityPanel(model, before)),
    talk: peopleToTalkTo(model),
    days: dayPanel(statistics, model, clock),
    hours: marked(hourPanel(statistics)),
    trend: trendPanel(model),
    outcomes: marked(outcomePanel(model.elevations)),
    endings: marked(endingPanel(statistics)),
    approvals: marked(approvalPanel(statistics)),
    mfa: marked(mfaPanel(statistics)),
    roles: marked(rolePanel(model.elevations)),
    people: marked(peoplePanel(model.elevations)),
    changes: marked(changePanel(model)),
    unknown: marked(unknownPanel(model)),
  };
}
