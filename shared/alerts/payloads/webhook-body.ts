import { createHmac } from 'node:crypto';
import type { Alert, AlertMessage } from '../../domain/alerts/alert';

/** Builds the body of a webhook's request: the same bytes whenever the same message is sent. */
export function webhookBody({ id, isSummary, alerts }: AlertMessage) {
  const [first] = alerts;
  if (!isSummary) return webhookAlert(first);
  // Several alerts of one run.
  return {
    schema: 'pim-report/alert-summary/1',
    id,
    count: alerts.length,
    alerts: alerts.map(webhookAlert),
    seenAt: latest(alerts.map(({ seenAt }) => seenAt)).toISOString(),
    organization: first.organization,
  };
}

/** The headers of a webhook's request: what makes a repeat known as one, and the proof of who sent it. */
export function webhookHeaders(
  { id }: Pick<AlertMessage, 'id'>,
  body: string,
  key: string | null,
): Record<string, string> {
  const signature = (secret: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
  return {
    'Idempotency-Key': id,
    ...(key === null ? {} : { 'X-PIM-Report-Signature': signature(key) }),
  };
}

/** One alert as other programs read it. Instants are ISO 8601, UTC; what is not known is null. */
function webhookAlert({ key, at, seenAt, ...alert }: Alert) {
  const { principal, role, scope, initiator } = alert;
  return {
    schema: 'pim-report/alert/1',
    id: key,
    rule: alert.rule,
    severity: alert.severity,
    sentence: alert.sentence,
    principal: principal && {
      id: principal.id,
      name: principal.name,
      upn: principal.upn,
      type: principal.type,
    },
    role: role && { id: role.id, name: role.name, privileged: role.privileged },
    scope: scope && { id: scope.id, name: scope.name },
    initiator: initiator && {
      id: initiator.id,
      name: initiator.name,
      upn: initiator.upn,
      type: initiator.type,
    },
    at: at.toISOString(),
    seenAt: seenAt.toISOString(),
    organization: alert.organization,
    tenantId: alert.tenantId,
    eventIds: alert.eventIds,
  };
}

const latest = (instants: readonly Date[]): Date =>
  instants.reduce((last, instant) => (instant > last ? instant : last), new Date(0));
