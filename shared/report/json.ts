import type { Change } from '../domain/change';
import type { Elevation } from '../domain/elevation';
import { approvalMinutes, elevatedMinutes } from '../domain/elevation';
import type { Finding } from '../domain/finding';
import type { Actor, Principal, RatedRole, Scope } from '../domain/people';
import type { Totals } from '../domain/totals';
import type { ReportModel } from './report-model';

const instant = (value: Date | null): string | null => value?.toISOString() ?? null;
const principal = ({ id, name, upn, type }: Principal) => ({ id, name, upn, type });
const actor = ({ id, name, upn }: Actor) => ({ id, name, upn });
const role = ({ id, name, privileged }: RatedRole) => ({ id, name, privileged });
const scope = ({ id, name }: Scope) => ({ id, name });

function orNull<T, R>(value: T | null, shape: (value: T) => R): R | null {
  return value === null ? null : shape(value);
}

function totals(figures: Totals) {
  const { events, activations, principals, roles, elevatedMinutes: minutes } = figures;
  const { high, medium, low, info } = figures.findings;
  return {
    events,
    activations,
    principals,
    roles,
    elevatedMinutes: minutes,
    findings: { high, medium, low, info },
  };
}

function activation(elevation: Elevation) {
  return {
    id: elevation.id,
    provider: elevation.provider,
    principal: principal(elevation.principal),
    role: role(elevation.role),
    scope: scope(elevation.scope),
    outcome: elevation.outcome,
    requestedAt: instant(elevation.requestedAt),
    approvedAt: instant(elevation.approvedAt),
    approver: orNull(elevation.approver, actor),
    approvalMinutes: approvalMinutes(elevation),
    startedAt: instant(elevation.startedAt),
    plannedEndAt: instant(elevation.plannedEndAt),
    endedAt: instant(elevation.endedAt),
    endedBy: elevation.endedBy,
    minutes: elevatedMinutes(elevation),
    justification: elevation.justification,
    ticket: orNull(elevation.ticket, ({ number, system }) => ({ number, system })),
    mfa: elevation.mfa,
    ipAddress: elevation.ipAddress,
    failureReason: elevation.failureReason,
    eventIds: [...elevation.eventIds],
  };
}

function changed(change: Change) {
  return {
    at: change.at.toISOString(),
    kind: change.kind,
    provider: change.provider,
    initiator: orNull(change.initiator, (who) => ({ ...actor(who), type: who.type })),
    principal: orNull(change.principal, principal),
    role: orNull(change.role, role),
    scope: orNull(change.scope, scope),
    justification: change.justification,
    result: change.result,
    eventIds: [...change.eventIds],
  };
}

function found(finding: Finding) {
  return {
    rule: finding.rule,
    severity: finding.severity,
    sentence: finding.sentence,
    principal: orNull(finding.principal, principal),
    role: orNull(finding.role, role),
    scope: orNull(finding.scope, scope),
    at: finding.at.toISOString(),
    count: finding.count,
    suppressed: orNull(finding.suppressed, ({ reason, until }) => ({ reason, until })),
    eventIds: [...finding.eventIds],
  };
}

/**
 * The report as the contract's JSON, `schemaVersion` 1: every key always present, null where nothing is known,
 * instants in ISO 8601 UTC, text as it was typed.
 */
export function reportJson(model: ReportModel) {
  return {
    schemaVersion: 1 as const,
    report: model.report,
    organization: model.organization,
    generatedAt: model.generatedAt.toISOString(),
    period: {
      from: model.period.from.toISOString(),
      to: model.period.to.toISOString(),
      timeZone: model.period.timeZone,
    },
    coverage: model.coverage.map(({ day, state, events, lateEvents, lastReadAt }) => ({
      day,
      state,
      events,
      lateEvents,
      lastReadAt: instant(lastReadAt),
    })),
    totals: totals(model.totals),
    previous: orNull(model.previous, totals),
    activations: model.elevations.map(activation),
    changes: model.changes.map(changed),
    findings: model.findings.map(found),
    unknownActivities: model.unknownActivities.map(({ name, count }) => ({ name, count })),
  };
}

/** {@link reportJson} as text: indented by two blanks, ending in a newline. */
export function renderJson(model: ReportModel): string {
  return `${JSON.stringify(reportJson(model), null, 2)}\n`;
}
