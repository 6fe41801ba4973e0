import type { Change } from '../domain/events/change';
import { approvalMinutes, elevatedMinutes, type Elevation } from '../domain/events/elevation';
import type { Finding } from '../domain/finding';
import type { Identity, RatedRole, Scope } from '../domain/events/people';
import type {
  Assignment,
  Reconciliation,
  RoleSetting,
  StandingAccess,
} from '../domain/access/standing-access';
import type { Totals } from '../domain/reports/totals';
import type { ReportModel } from './report-model';
import { requestedBy } from './requested-by';
import { accessRulesIn, rowFindings, type RowFindings } from './columns/row-findings';

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

function standingAccess(standing: StandingAccess, findings: RowFindings) {
  const { readAt, state, lists, assignments, reconciliation } = standing;
  return {
    readAt: readAt.toISOString(),
    state,
    parts: lists.map(({ part, endpoint, state: how, rows, reason }) => {
      return { part, endpoint, state: how, rows, reason };
    }),
    assignments: assignments.map((row) => assignment(row, findings)),
    reconciliation: orNull(reconciliation, reconciled),
  };
}

function assignment(row: Assignment, findings: RowFindings) {
  const { kind, permanent, activations90Days, enabled, guest, synced } = row;
  return {
    principal: principal(row.principal),
    role: role(row.role),
    scope: scope(row.scope),
    ...{ kind, permanent },
    since: instant(row.since),
    until: instant(row.until),
    via: orNull(row.via, ({ id, name }) => ({ id, name })),
    lastActivatedAt: instant(row.lastActivatedAt),
    ...{ activations90Days, enabled, guest, synced },
    lastSignInAt: instant(row.lastSignInAt),
    findings: [...accessRulesIn(findings.ofHolder(row))],
  };
}

function reconciled({ from, to, changes, unexplained }: Reconciliation) {
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    changes: changes.length,
    explained: changes.filter(({ isExplained }) => isExplained).length,
    unexplained: unexplained.map(({ kind, assignment: held, between, eventIds, ...of }) => ({
      kind,
      assignment: held,
      principal: principal(of.principal),
      role: role(of.role),
      scope: scope(of.scope),
      between: between.map((at) => at.toISOString()),
      eventIds: [...eventIds],
    })),
  };
}

function setting(row: RoleSetting, findings: RowFindings) {
  const { maximumMinutes, mfa, authenticationContext, justification, ticket, approval } = row;
  const { permanentEligible, permanentActive } = row;
  return {
    role: role(row.role),
    ...{ maximumMinutes, mfa, authenticationContext, justification, ticket, approval },
    approvers: row.approvers.map(({ id, name }) => ({ id, name })),
    ...{ permanentEligible, permanentActive },
    changedAt: instant(row.changedAt),
    findings: [...accessRulesIn(findings.ofRole(row.role))],
  };
}

/** Returns the report as the JSON that docs/report-json.md describes. */
export function reportJson(model: ReportModel) {
  const { report, organization, period, undeliveredAlerts } = model;
  const findings = rowFindings(model.findings);
  const standing = model.access?.standing ?? null;
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
    standingAccess: orNull(standing, (one) => standingAccess(one, findings)),
    roleSettings: orNull(standing?.roleSettings ?? null, (rows) => rows.map((row) => setting(row, findings))),
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
