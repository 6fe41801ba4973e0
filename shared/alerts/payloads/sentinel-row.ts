import type { Alert } from '../../domain/alerts/alert';
import { displayName } from '../../domain/events/people';

/** A row of the table in Log Analytics. The names are those of the stream that the template declares. */
export interface SentinelRow extends Record<string, unknown> {
  /** When it was seen, so that a rule which looks at the last minutes finds what the log told late. */
  readonly TimeGenerated: string;
  readonly FindingKey: string;
  readonly Rule: string;
  readonly Severity: string;
  readonly Sentence: string;
  readonly PrincipalId: string | null;
  readonly PrincipalName: string | null;
  readonly PrincipalUpn: string | null;
  readonly RoleId: string | null;
  readonly RoleName: string | null;
  readonly ScopeId: string | null;
  readonly ScopeName: string | null;
  readonly InitiatorName: string | null;
  readonly At: string;
  readonly SeenAt: string;
  readonly Organization: string;
  readonly TenantId: string | null;
  readonly EventIds: readonly string[];
}

/** Builds the row of one alert. Instants are ISO 8601, UTC. */
export function sentinelRow(alert: Alert): SentinelRow {
  const { principal, role, scope, initiator, at, seenAt } = alert;
  return {
    TimeGenerated: seenAt.toISOString(),
    FindingKey: alert.key,
    Rule: alert.rule,
    Severity: alert.severity,
    Sentence: alert.sentence,
    PrincipalId: principal?.id ?? null,
    PrincipalName: principal?.name ?? null,
    PrincipalUpn: principal?.upn ?? null,
    RoleId: role?.id ?? null,
    RoleName: role?.name ?? null,
    ScopeId: scope?.id ?? null,
    ScopeName: scope?.name ?? null,
    InitiatorName: initiator === null ? null : displayName(initiator),
    At: at.toISOString(),
    SeenAt: seenAt.toISOString(),
    Organization: alert.organization,
    TenantId: alert.tenantId,
    EventIds: alert.eventIds,
  };
}
