import { severities } from '../../domain/finding';
import type { Totals } from '../../domain/reports/totals';
import { comparedHeads } from '../words/period-words';
import type { ReportModel } from '../report-model';
import { columnsOf, type Panel, type PanelRow, type Unit } from './panel';

const figures: readonly (readonly [key: Exclude<keyof Totals, 'findings'>, name: string, unit: Unit])[] = [
  ['activations', 'Activations', 'count'],
  ['principals', 'People', 'count'],
  ['roles', 'Roles', 'count'],
  ['elevatedMinutes', 'Elevated time', 'minutes'],
  ['events', 'Audit events', 'count'],
];

/** The headline figures; beside those of the period before only when both are known in full. */
export function headlinePanel({ totals, period }: ReportModel, before: Totals | null): Panel {
  const rows = figures.map(([key, name, unit]) => {
    return { key, name, unit, ...compared(totals[key], before?.[key] ?? null) };
  });
  return { title: 'In figures', names: 'Figure', columns: comparedColumns(period), rows };
}

/** Open findings by severity, likewise. */
export function severityPanel({ totals, period }: ReportModel, before: Totals | null): Panel {
  const rows = severities.map((severity): PanelRow => {
    const now = totals.findings[severity];
    // The colour calls for attention: only severities with an open finding have it.
    const tone = now > 0 ? severity : null;
    return { key: severity, name: severity, tone, ...compared(now, before?.findings[severity] ?? null) };
  });
  return { title: 'Open findings', names: 'Severity', columns: comparedColumns(period), rows };
}

function compared(now: number, before: number | null) {
  if (before === null) return { figures: { now } };
  return { figures: { now, before, change: Math.round((now - before) * 10) / 10 } };
}

function comparedColumns(period: ReportModel['period']) {
  const [now, before] = comparedHeads(period);
  return columnsOf({ now: [now, 'count'], before: [before, 'count'], change: ['Change', 'change'] });
}
