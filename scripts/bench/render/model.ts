import type { Elevation } from '../../../shared/domain/elevation';
import { isoWeek } from '../../../shared/domain/period';
import type { ReportModel } from '../../../shared/report/report-model';

/** A report of a week with these activations and nothing else. */
export function modelOf(elevations: readonly Elevation[]): ReportModel {
  return {
    report: 'weekly',
    organization: 'Contoso',
    tenantId: null,
    generatedAt: new Date('2026-11-23T07:00:00Z'),
    period: isoWeek('2026-W47', 'Europe/Berlin'),
    coverage: [],
    storedEvents: 0,
    totals: {
      events: 3 * elevations.length,
      requests: elevations.length,
      activations: elevations.length,
      principals: 5_000,
      roles: 4,
      elevatedMinutes: 0,
      findings: { high: 0, medium: 0, low: 0, info: 0 },
    },
    previous: null,
    trend: [],
    elevations,
    changes: [],
    findings: [],
    unknownActivities: [],
    undeliveredAlerts: [],
    unmatchedFilters: [],
    filter: null,
    columns: null,
  };
}
