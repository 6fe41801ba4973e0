import type { Alert } from '../../domain/alerts/alert';
import { displayName } from '../../domain/events/people';

/**
 * Builds the row of one alert in the table of Log Analytics. The names are those of the stream that the template
 * declares. Instants are ISO 8601, UTC; what is not known is null.
 */
export function sentinelRow(alert: Alert) {
  const { principal, role, scope, initiator, at, seenAt } = alert;
  return {
    /** When it was seen: a rule over the last minutes must also find events that the log showed late. */
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
