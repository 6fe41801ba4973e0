import { severities } from '../../domain/finding';
import type { Totals } from '../../domain/totals';
import { comparedWords } from '../period-words';
import type { ReportModel } from '../report-model';
import type { Panel, PanelRow, Unit } from './panel';
import { columnsOf } from './panel';

const figures: readonly (readonly [label: string, of: (totals: Totals) => number, unit: Unit])[] = [
  ['Activations', (totals) => totals.activations, 'count'],
  ['People', (totals) => totals.principals, 'count'],
  ['Roles', (totals) => totals.roles, 'count'],
  ['Elevated time', (totals) => totals.elevatedMinutes, 'minutes'],
  ['Audit events', (totals) => totals.events, 'count'],
];

/** The headline figures beside those of the period before. */
export function headlinePanel(model: ReportModel): Panel {
  const { totals, previous } = model;
  const rows = figures.map(([name, of, unit]) => {
    return { name, unit, ...compared(of(totals), previous === null ? null : of(previous)) };
  });
  return { title: 'In figures', names: 'Figure', columns: comparedColumns(model), rows };
}

/** Open findings by severity beside those of the period before. */
export function severityPanel(model: ReportModel): Panel {
  const { totals, previous } = model;
  const rows = severities.map((severity): PanelRow => {
    const now = totals.findings[severity];
    // The colour calls for attention: only severities with an open finding have it.
    const tone = now > 0 ? severity : null;
    return { name: severity, tone, ...compared(now, previous?.findings[severity] ?? null) };
  });
  return { title: 'Open findings', names: 'Severity', columns: comparedColumns(model), rows };
}

function compared(now: number, before: number | null) {
  if (before === null) return { figures: { now, before } };
  return { figures: { now, before, change: Math.round((now - before) * 10) / 10 } };
}

function comparedColumns({ period }: ReportModel) {
  const [now, before] = comparedWords(period);
  return columnsOf({ now: [now, 'count'], before: [before, 'count'], change: ['Change', 'change'] });
}
