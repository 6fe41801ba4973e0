import type { Elevation } from '../../../shared/domain/events/elevation';
import type { LoggedEvent, ReportModel } from '../../../shared/report/report-model';
import {
  aChange,
  aCoverage,
  aFinding,
  aLoggedEvent,
  anElevation,
  aReportModel,
  aTrend,
  hostileTexts,
} from './report';

/** Ordinary and very unusual names. */
const names = ['Mia Berg', 'مدير النظام', 'דנה כהן', '管理员', '👩‍💻 Ada', '=1+1', 'x'.repeat(32_767)];
const providers = ['entra', 'group', 'azure'] as const;
const uuid = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
const day = 86_400_000;

function elevationOf(index: number): Elevation {
  const startedAt = new Date(Date.UTC(2026, 10, 16, index % 24, 5, 7) + (index % 7) * day);
  return anElevation({
    id: `request-${index}`,
    provider: providers[index % 3] ?? 'entra',
    principal: { id: uuid(index % 9), name: names[index % 7] ?? null, upn: null, type: 'user' },
    role: {
      id: `role-${index % 6}`,
      name: index % 6 === 5 ? null : `Role ${index % 6}`,
      privileged: index % 2 === 0,
    },
    justification: Object.values(hostileTexts)[index % 17] ?? null,
    startedAt,
    endedAt: new Date(startedAt.getTime() + 1_000 * (60 + 37 * index)),
    eventIds: [`PIM_${index}`],
  });
}

/**
 * A report with rows in every sheet, and every kind of value that a cell, a chart and a link can have: a lost day,
 * names in all scripts, texts that fill a cell.
 */
export function aFullReport(rows = 40): { readonly model: ReportModel; readonly events: LoggedEvent[] } {
  const range = Array.from({ length: rows }, (_, index) => index);
  const severities = ['high', 'medium', 'low', 'info'] as const;
  const model = aReportModel({
    coverage: aCoverage({ '2026-11-18': 'lost', '2026-11-20': 'partial' }),
    previous: { ...aReportModel().totals, activations: 4 },
    trend: aTrend(7, null, 5, rows),
    elevations: range.map(elevationOf),
    changes: range.map((index) =>
      aChange({ subject: names[index % 7] ?? null, count: index, eventIds: [`PIM_c${index}`] }),
    ),
    findings: range.map((index) =>
      aFinding({
        severity: severities[index % 4] ?? 'info',
        sentence: `Finding ${index}: ${names[index % 6] ?? ''}`,
        principal: { id: uuid(index), name: names[index % 7] ?? null, upn: null, type: 'group' },
        eventIds: index % 3 === 0 ? ['PIM_nowhere'] : [`PIM_${index}`, `PIM_c${index}`],
        suppressed: index % 5 === 0 ? { reason: 'Drill', until: null } : null,
      }),
    ),
    unknownActivities: [{ name: names[1] ?? '', count: 2 }],
  });
  const events = range.map((index) =>
    aLoggedEvent({
      id: `PIM_${index}`,
      principalId: uuid(index),
      resultReason: Object.values(hostileTexts)[index % 17] ?? null,
      problem: index % 10 === 0 ? 'No time' : null,
      at: index % 10 === 0 ? null : new Date(Date.UTC(2026, 10, 16) + index * 997),
    }),
  );
  return { model, events };
}
