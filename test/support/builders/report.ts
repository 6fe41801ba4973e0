import type { Change } from '../../../shared/domain/events/change';
import type { DayCoverage } from '../../../shared/domain/collection-day';
import type { Elevation } from '../../../shared/domain/events/elevation';
import type { Finding } from '../../../shared/domain/finding';
import type { Period } from '../../../shared/domain/time/period';
import { isoWeek, periodLabel, previousPeriod } from '../../../shared/domain/time/period';
import type { TrendWeek } from '../../../shared/domain/reports/totals';
import type { EventLog, LoggedEvent, ReportModel } from '../../../shared/report/report-model';

/** Texts that could break an output; each key names the reason. */
export const hostileTexts = {
  formula: "=cmd|' /C calc'!A1",
  plus: '+1+1',
  minus: '-2+3',
  at: '@SUM(A1)',
  blankFormula: ' \t=1+1',
  script: '<script>alert("1")</script>',
  attribute: '" onmouseover="alert(1)" x=\'',
  nul: 'a\u0000b\u0007c',
  nonCharacter: 'a\uFFFEb\uFFFFc',
  highSurrogate: 'a\uD83D',
  lowSurrogate: '\uDE00b',
  rightToLeft: 'annex\u202Egpj.exe',
  long: `${'x'.repeat(32_730)}${'😀'.repeat(4_000)}`,
  emoji: '👩‍💻 über 管理员 مدير',
  escape: '_x0041_ _x000D_ _x00e9_',
  lines: 'one\r\ntwo\rthree\nfour',
  csv: 'a","b\r\n=1',
} as const;

const at = (text: string): Date => new Date(text);

/** One ordinary activation: 61.5 minutes in the week 2026-W47, with approval. */
export function anElevation(changes: Partial<Elevation> = {}): Elevation {
  return {
    id: '5f1c8a52-0f0e-4e5c-9a36-6d2f0f4b7a01',
    provider: 'entra',
    principal: { id: 'u-1', name: 'Mia Berg', upn: 'mia.berg@contoso.example', type: 'user' },
    role: { id: '62e90394-69f5-4237-9190-012177145e10', name: 'Global Administrator', privileged: true },
    scope: { id: '/', name: 'Directory' },
    outcome: 'activated',
    initiator: { id: 'u-1', name: 'Mia Berg', upn: 'mia.berg@contoso.example', type: 'user' },
    requestedStartAt: null,
    requestedAt: at('2026-11-17T08:00:00Z'),
    approvedAt: at('2026-11-17T08:12:30Z'),
    approver: { id: 'u-2', name: 'Jonas Falk', upn: 'jonas.falk@contoso.example', type: 'user' },
    actions: [],
    isScheduled: false,
    startedAt: at('2026-11-17T08:12:31Z'),
    plannedEndAt: at('2026-11-17T10:12:31Z'),
    endedAt: at('2026-11-17T09:14:01Z'),
    endedBy: 'deactivated',
    justification: 'Conditional access rollout, second wave',
    ticket: { number: 'CHG0042', system: 'ServiceNow' },
    mfa: 'yes',
    approvalRequired: true,
    ipAddress: '203.0.113.7',
    settledAt: null,
    failureReason: null,
    sources: ['graph'],
    eventIds: ['PIM_1', 'PIM_2', 'PIM_3'],
    ...changes,
  };
}

/** One ordinary change: somebody was made eligible. */
export function aChange(changes: Partial<Change> = {}): Change {
  return {
    at: at('2026-11-18T13:20:00Z'),
    kind: 'eligible-assigned',
    provider: 'entra',
    initiator: { id: 'u-2', name: 'Jonas Falk', upn: 'jonas.falk@contoso.example', type: 'user' },
    principal: { id: 'u-3', name: 'Aylin Demir', upn: 'aylin.demir@contoso.example', type: 'user' },
    role: { id: '29232cdf-9323-42fd-ade2-1d097af3e4de', name: 'Exchange Administrator', privileged: true },
    scope: { id: '/', name: 'Directory' },
    permanent: false,
    startsAt: at('2026-11-18T13:20:00Z'),
    endsAt: at('2027-05-17T13:20:00Z'),
    subject: null,
    justification: 'New in the mail team',
    result: 'completed',
    count: 1,
    sources: ['graph'],
    eventIds: ['PIM_10', 'PIM_11'],
    ...changes,
  };
}

/** One ordinary finding of high severity. */
export function aFinding(changes: Partial<Finding> = {}): Finding {
  return {
    rule: 'assigned-outside-pim',
    alsoRules: [],
    severity: 'high',
    sentence: 'Jonas Falk gave Aylin Demir Global Administrator directly, bypassing PIM.',
    why: 'Nobody approved it, it has no end, and PIM does not see its use.',
    advice: 'Ask Jonas Falk why; move the assignment into PIM or remove it.',
    initiator: { id: 'u-2', name: 'Jonas Falk', upn: 'jonas.falk@contoso.example', type: 'user' },
    principal: { id: 'u-3', name: 'Aylin Demir', upn: 'aylin.demir@contoso.example', type: 'user' },
    role: { id: '62e90394-69f5-4237-9190-012177145e10', name: 'Global Administrator', privileged: true },
    scope: { id: '/', name: 'Directory' },
    at: at('2026-11-19T22:41:07Z'),
    count: 1,
    suppressed: null,
    eventIds: ['PIM_20'],
    ...changes,
  };
}

/** One stored event in the form of the log. */
export function aLoggedEvent(changes: Partial<LoggedEvent> = {}): LoggedEvent {
  return {
    id: 'PIM_1',
    at: at('2026-11-17T08:00:00Z'),
    service: 'PIM',
    category: 'RoleManagement',
    activity: 'Add member to role requested (PIM activation)',
    result: 'success',
    resultReason: 'Conditional access rollout, second wave',
    initiator: 'Mia Berg',
    principal: 'Mia Berg',
    principalId: 'u-1',
    principalType: 'user',
    role: 'Global Administrator',
    scope: 'Directory',
    requestId: '5f1c8a52-0f0e-4e5c-9a36-6d2f0f4b7a01',
    source: 'graph',
    problem: null,
    raw: '{"id":"PIM_1"}',
    ...changes,
  };
}

/** The seven UTC days of the week 2026-W47, complete unless a state is given. */
export function aCoverage(states: Readonly<Record<string, DayCoverage['state']>> = {}): DayCoverage[] {
  return [16, 17, 18, 19, 20, 21, 22].map((date) => {
    const day = `2026-11-${date}`;
    const state = states[day] ?? 'complete';
    const read = state === 'complete' || state === 'partial';
    return {
      day,
      state,
      events: read ? 12 : 0,
      lateEvents: 0,
      lastReadAt: read ? at('2026-11-23T01:30:00Z') : null,
    };
  });
}

/** The week 2026-W47 and the weeks before it, oldest first, each with its number of activations; null = not known. */
export function aTrend(...activations: readonly (number | null)[]): TrendWeek[] {
  const last = isoWeek('2026-W47', 'UTC');
  const before = activations
    .slice(1)
    .reduce<Period[]>((weeks) => [previousPeriod(weeks[0] ?? last), ...weeks], [last]);
  return before.map((week, index) => {
    const count = activations[index] ?? null;
    const totals = { events: 0, requests: count ?? 0, principals: 3, roles: 2, elevatedMinutes: 61.5 };
    return {
      label: periodLabel(week),
      from: week.from,
      to: week.to,
      isWhole: count !== null,
      totals: count === null ? null : { ...totals, activations: count },
    };
  });
}

/** A report of the week 2026-W47 with one activation, one change and one finding. */
export function aReportModel(changes: Partial<ReportModel> = {}): ReportModel {
  return {
    report: 'weekly',
    organization: 'Contoso',
    tenantId: null,
    generatedAt: at('2026-11-23T07:00:00Z'),
    period: isoWeek('2026-W47', 'UTC'),
    coverage: aCoverage(),
    storedEvents: 84,
    totals: {
      events: 84,
      requests: 1,
      activations: 1,
      principals: 1,
      roles: 1,
      elevatedMinutes: 61.5,
      findings: { high: 1, medium: 0, low: 0, info: 0 },
    },
    previous: null,
    trend: [],
    elevations: [anElevation()],
    changes: [aChange()],
    findings: [aFinding()],
    unknownActivities: [],
    access: null,
    undeliveredAlerts: [],
    unmatchedFilters: [],
    filter: null,
    columns: null,
    ...changes,
  };
}

/** A report of a week in which nothing happened. */
export function anEmptyReportModel(changes: Partial<ReportModel> = {}): ReportModel {
  const totals = {
    events: 0,
    requests: 0,
    activations: 0,
    principals: 0,
    roles: 0,
    elevatedMinutes: 0,
    findings: { high: 0, medium: 0, low: 0, info: 0 },
  };
  return aReportModel({ totals, previous: totals, elevations: [], changes: [], findings: [], ...changes });
}

/** A report in which every typed text is the given one. */
export function aHostileReportModel(text: string): ReportModel {
  const person = { id: text, name: text, upn: text };
  const role = { id: text, name: text, privileged: true };
  const scope = { id: text, name: text };
  return aReportModel({
    organization: text,
    filter: text,
    elevations: [
      anElevation({
        principal: { ...person, type: 'user' },
        role,
        scope,
        approver: { ...person, type: 'user' },
        justification: text,
        ticket: { number: text, system: text },
        ipAddress: text,
        failureReason: text,
      }),
    ],
    changes: [
      aChange({
        principal: { ...person, type: 'user' },
        initiator: { ...person, type: 'app' },
        role,
        scope,
        subject: text,
        justification: text,
      }),
    ],
    findings: [
      aFinding({
        sentence: text,
        principal: { ...person, type: 'user' },
        role,
        scope,
        suppressed: null,
      }),
      aFinding({ suppressed: { reason: text, until: null } }),
    ],
    unknownActivities: [{ name: text, count: 3 }],
  });
}

/** A log of the given events. */
export function aLog(...events: readonly LoggedEvent[]): EventLog {
  return async function* () {
    await Promise.resolve();
    yield* events;
  };
}
