import type { Change } from '../domain/change';
import type { Elevation } from '../domain/elevation';
import { approvalMinutes, elevatedMinutes } from '../domain/elevation';
import type { Finding } from '../domain/finding';
import type { Identity, RatedRole, Scope } from '../domain/people';
import type { Totals } from '../domain/totals';
import type { ReportModel } from './report-model';
import { requestedBy } from './requested-by';
import type { RowFindings } from './row-findings';
import { rowFindings } from './row-findings';

const instant = (value: Date | null): string | null => value?.toISOString() ?? null;
const person = ({ id, name, upn }: Identity) => ({ id, name, upn });
const principal = <Type>({ type, ...who }: Identity & { readonly type: Type }) => ({ ...person(who), type });
const role = ({ id, name, privileged }: RatedRole) => ({ id, name, privileged });
const scope = ({ id, name }: Scope) => ({ id, name });

function orNull<T, R>(value: T | null, shape: (value: T) => R): R | null {
  return value === null ? null : shape(value);
}

function totals(figures: Totals) {
  const { events, requests, activations, principals, roles, elevatedMinutes: minutes } = figures;
  const { high, medium, low, info } = figures.findings;
  return {
    ...{ events, requests, activations, principals, roles },
    elevatedMinutes: minutes,
    findings: { high, medium, low, info },
  };
}

function activation(elevation: Elevation, findings: RowFindings) {
  const { id, provider, outcome, endedBy, justification, mfa, ipAddress, failureReason, eventIds } =
    elevation;
  return {
    ...{ id, provider },
    principal: principal(elevation.principal),
    requestedBy: orNull(requestedBy(elevation), principal),
    role: role(elevation.role),
    scope: scope(elevation.scope),
    outcome,
    requestedAt: instant(elevation.requestedAt),
    approvedAt: instant(elevation.approvedAt),
    approver: orNull(elevation.approver, person),
    approvalMinutes: approvalMinutes(elevation),
    startedAt: instant(elevation.startedAt),
    plannedEndAt: instant(elevation.plannedEndAt),
    endedAt: instant(elevation.endedAt),
    endedBy,
    minutes: elevatedMinutes(elevation),
    justification,
    ticket: orNull(elevation.ticket, ({ number, system }) => ({ number, system })),
    ...{ mfa, ipAddress, failureReason },
    findings: findings.rulesOf(eventIds),
    source: elevation.sources.includes('graph') ? 'graph' : 'import',
    sources: [...elevation.sources],
    eventIds: [...eventIds],
  };
}

function changed(change: Change, findings: RowFindings) {
  const { kind, provider, justification, result, eventIds } = change;
  return {
    at: change.at.toISOString(),
    ...{ kind, provider },
    initiator: orNull(change.initiator, principal),
    principal: orNull(change.principal, principal),
    role: orNull(change.role, role),
    scope: orNull(change.scope, scope),
    ...{ justification, result },
    findings: findings.rulesOf(eventIds),
    eventIds: [...eventIds],
  };
}

function found(finding: Finding) {
  const { rule, severity, sentence, why, advice, count } = finding;
  return {
    rule,
    alsoRules: [...finding.alsoRules],
    ...{ severity, sentence, why, advice },
    initiator: orNull(finding.initiator, principal),
    principal: orNull(finding.principal, principal),
    role: orNull(finding.role, role),
    scope: orNull(finding.scope, scope),
    at: instant(finding.at),
    count,
    suppressed: orNull(finding.suppressed, ({ reason, until }) => ({ reason, until })),
    eventIds: [...finding.eventIds],
  };
}

/**
 * The report as the contract's JSON, `schemaVersion` 2: every key always present, null where nothing is known, instants
 * in ISO 8601 UTC, text as it was typed.
 */
export function reportJson(model: ReportModel) {
  const { report, organization, period, undeliveredAlerts } = model;
  const findings = rowFindings(model.findings);
  return {
    schemaVersion: 2 as const,
    ...{ report, organization },
    generatedAt: model.generatedAt.toISOString(),
    period: {
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      timeZone: period.timeZone,
    },
    coverage: model.coverage.map(({ day, state, events, lateEvents, lastReadAt }) => {
      return { day, state, events, lateEvents, lastReadAt: instant(lastReadAt) };
    }),
    totals: totals(model.totals),
    previous: orNull(model.previous, totals),
    activations: model.elevations.map((row) => activation(row, findings)),
    changes: model.changes.map((row) => changed(row, findings)),
    findings: model.findings.map(found),
    standingAccess: null,
    roleSettings: null,
    undeliveredAlerts: undeliveredAlerts.map(({ channel, rule, sentence, at, reason }) => {
      return { channel, rule, sentence, at: at.toISOString(), reason };
    }),
    unknownActivities: model.unknownActivities.map(({ name, count }) => ({ name, count })),
  };
}

/** {@link reportJson} as text: indented by two blanks, ending in a newline. */
export function renderJson(model: ReportModel): string {
  return `${JSON.stringify(reportJson(model), null, 2)}\n`;
}
